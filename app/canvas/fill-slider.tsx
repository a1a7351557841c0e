import { Slider } from '../interface/slider.tsx';
import type { Display } from './display.ts';

export function FillSlider({ display, setDisplay }: { display: Display; setDisplay: (change: Partial<Display>) => void }) {
  const percent = Math.round(display.opacity * 100);
  return <Slider label="Fill of masks" value={percent} least={0} most={80} step={2} said={`${percent} %`} onValue={(value) => setDisplay({ opacity: value / 100 })} />;
}
