/** Hosts of the bed that the main job is shown on: bare, Ready, the same again, undone. */
export const mainJobProfiles = ['debian-12', 'rocky-9', 'centos-7', 'ubuntu-24.04'] as const
export type MainJobProfile = (typeof mainJobProfiles)[number]
