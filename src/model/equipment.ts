/**
 * What kind of equipment a thing is, as far as rules tell kinds apart. `unknown`: the document does not say.
 * `other`: known, and none of these. Switches, routers, access points and line terminals are
 * `telecommunications`. Firmware takes the class of its device.
 */
export const EQUIPMENT_CLASSES = [
  'video-surveillance',
  'telecommunications',
  'land-mobile-radio',
  'access-control',
  'computing',
  'module-or-chip',
  'energy',
  'software',
  'service',
  'other',
  'unknown',
] as const
export type EquipmentClass = (typeof EQUIPMENT_CLASSES)[number]

/** What equipment is used for, as far as rules tell uses apart (US NDAA section 889(f)(3)(B)). */
export const PURPOSES = [
  'public-safety',
  'government-facility',
  'critical-infrastructure',
  'national-security',
  'other',
] as const
export type Purpose = (typeof PURPOSES)[number]
