import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FocusError } from '../errors.ts';
import { type Device, isBundled, openSessions, probeDevice } from './sessions.ts';

/**
 * The device to run on. `auto` takes WebGPU only on a machine with a GPU, where a timed probe shows that it really ran
 * there and was faster than the CPU. `side`: of the picture the model sees, pixels.
 * @throws FocusError `device-missing`, `device-unknown`
 */
export async function chooseDevice(wanted: 'auto' | Device, folder: string, side: number): Promise<Device> {
  if (wanted === 'cpu') return 'cpu';
  if (wanted === 'auto') return (await webgpuIsFaster(folder, side)) ? 'webgpu' : 'cpu';
  if (wanted !== 'webgpu' && wanted !== 'cuda') {
    throw new FocusError({ code: 'device-unknown', message: `There is no device called "${String(wanted)}".`, hint: 'Choose auto, cpu, webgpu or cuda.' });
  }
  await tryDevice(wanted, folder);
  return wanted;
}

async function tryDevice(device: Device, folder: string): Promise<void> {
  if (!isBundled(device)) {
    throw new FocusError({
      code: 'device-missing',
      message: `The ${device} provider of onnxruntime-node is not installed on this machine.`,
      status: 503,
      hint: device === 'cuda' ? 'Run "npm run setup:cuda", or choose FOCUS_DEVICE=cpu.' : 'Choose FOCUS_DEVICE=cpu.',
    });
  }
  const sessions = openSessions({ folder, device });
  try {
    await sessions.open('region');
  } finally {
    await sessions.close();
  }
}

async function webgpuIsFaster(folder: string, side: number): Promise<boolean> {
  if (!hasGpu() || !isBundled('webgpu')) return false;
  try {
    const profile = join(folder, `probe-${process.pid}`);
    const gpu = await probeDevice(folder, 'webgpu', side, profile);
    if (!gpu.provider.startsWith('WebGpu')) return false;
    return gpu.milliseconds < (await probeDevice(folder, 'cpu', side, profile)).milliseconds;
  } catch {
    // A GPU that cannot open the model is none; who asks for it by name gets the reason.
    return false;
  }
}

/** Whether asking for a GPU makes sense: without one the native libraries only print warnings. */
function hasGpu(): boolean {
  if (process.platform !== 'linux') return true;
  return existsSync('/dev/dri') || readdirSync('/dev').some((name) => /^nvidia\d/.test(name));
}
