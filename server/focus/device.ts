import { FocusError } from '../errors.ts';
import { type Device, isBundled, openSessions } from './sessions.ts';

/**
 * The device to run on. `auto` takes a GPU only where its provider is installed and opens the model; otherwise the CPU.
 * @throws FocusError `device-missing`, `device-unknown`
 */
export async function chooseDevice(wanted: 'auto' | Device, folder: string): Promise<Device> {
  if (wanted === 'cpu') return 'cpu';
  if (wanted === 'webgpu' || wanted === 'cuda') {
    await tryDevice(wanted, folder);
    return wanted;
  }
  if (wanted !== 'auto') {
    throw new FocusError({ code: 'device-unknown', message: `There is no device called "${String(wanted)}".`, hint: 'Choose auto, cpu, webgpu or cuda.' });
  }
  return 'cpu';
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
