import { InputError } from '../errors.ts';
import { deathsAllowed, pictureSetAside } from '../queue/set-aside.ts';

/** @throws InputError `picture-set-aside` for a picture on which two workers died. */
export function refuseSetAside(picture: { workerDeaths: number } | null): void {
  if (picture !== null && picture.workerDeaths >= deathsAllowed) throw new InputError(pictureSetAside());
}
