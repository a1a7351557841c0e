// The few icons of the page, drawn on 20 x 20. They are decoration: the name is on the button.

import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" className="shrink-0">
      {children}
    </svg>
  );
}

export const AddPointIcon = () => <Icon><circle cx="10" cy="10" r="6.500" /><path d="M10 7.200v5.600M7.200 10h5.600" /></Icon>;
export const SubtractPointIcon = () => <Icon><circle cx="10" cy="10" r="6.500" /><path d="M7.200 10h5.600" /></Icon>;
export const BoxIcon = () => <Icon><rect x="3.500" y="4.500" width="13" height="11" rx="1" strokeDasharray="3 2.400" /></Icon>;
export const CompareIcon = () => <Icon><rect x="3" y="4" width="14" height="12" rx="1.500" /><path d="M10 2.500v15M6.500 10h-.01M13.500 8l2 2-2 2" /></Icon>;
export const DownloadIcon = () => <Icon><path d="M10 3.500v9M6.500 9.500 10 13l3.500-3.500M4 16.500h12" /></Icon>;
export const EyeIcon = () => <Icon><path d="M2.500 10S5 5 10 5s7.500 5 7.500 5-2.500 5-7.500 5-7.500-5-7.500-5Z" /><circle cx="10" cy="10" r="2.200" /></Icon>;
export const SendIcon = () => <Icon><path d="M10 16V4.500M5 9.200l5-4.900 5 4.900" /></Icon>;
export const StopIcon = () => <Icon><rect x="5.500" y="5.500" width="9" height="9" rx="1.500" fill="currentColor" /></Icon>;
export const CloseIcon = () => <Icon><path d="m5.500 5.500 9 9m0-9-9 9" /></Icon>;
export const PlusIcon = () => <Icon><path d="M10 4.500v11M4.500 10h11" /></Icon>;
export const MenuIcon = () => <Icon><rect x="3" y="4" width="14" height="12" rx="2" /><path d="M8 4v12" /></Icon>;
export const RenameIcon = () => <Icon><path d="m12.500 4.500 3 3L7.500 15.500l-3.700.7.700-3.700 8-8Z" /></Icon>;
export const TrashIcon = () => <Icon><path d="M4 5.500h12M8 5.500V3.800h4v1.700M5.500 5.500l.700 10.700h7.600l.700-10.700M8.500 8.500v5M11.500 8.500v5" /></Icon>;
export const PictureIcon = () => <Icon><rect x="3" y="4" width="14" height="12" rx="2" /><circle cx="7.200" cy="8.200" r="1.300" /><path d="m4 14 4-3.500 2.500 2 2.500-2.500 3.500 3.500" /></Icon>;
export const RetryIcon = () => <Icon><path d="M15.500 8A6 6 0 1 0 16 11.500M15.800 4v4h-4" /></Icon>;
export const WarningIcon = () => <Icon><path d="M10 3.500 17.500 16h-15L10 3.500ZM10 8.500v3.500M10 14.200v.01" /></Icon>;
