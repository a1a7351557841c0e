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
export const ScribbleIcon = () => <Icon><path d="M3.500 13.500c2-6 4-7.500 5-6.500s-2.500 5-.8 6 3.300-4.500 4.800-3.700-.5 3.700 1 4 2-1 3-2.300" /></Icon>;
export const LassoIcon = () => <Icon><path d="M6 13.200C4.300 12.300 3 10.900 3 9c0-3 3.100-5 7-5s7 2 7 5-3.100 5-7 5c-.8 0-1.500-.1-2.200-.2" strokeDasharray="3 2" /><circle cx="6.800" cy="13.600" r="1.400" /><path d="M6.500 15c.2 1-.3 1.800-1.500 2" /></Icon>;
export const BrushIcon = () => <Icon><path d="m9 11.500 7-7.500M7.800 11c1.300.2 2.200 1.200 2.200 2.500 0 2-1.800 3-4 3-1.200 0-2-.3-2.500-.8 1.200-.3 1.500-1 1.700-2.200.2-1.500 1.200-2.700 2.600-2.500Z" /></Icon>;
export const EraserIcon = () => <Icon><path d="M8 16.500 3.700 12.200a1.200 1.200 0 0 1 0-1.700l6.300-6.300a1.200 1.200 0 0 1 1.700 0l4.100 4.100a1.200 1.200 0 0 1 0 1.700l-6.500 6.500M6.800 7.400l5.800 5.800M8 16.500h8.500" /></Icon>;
export const PickIcon = () => <Icon><path d="m5 3.500 10.500 7-4.700.9-2.500 4.400L5 3.500Z" /></Icon>;
export const HandIcon = () => <Icon><path d="M10 3v14M3 10h14M10 3 8 5m2-2 2 2M10 17l-2-2m2 2 2-2M3 10l2-2m-2 2 2 2M17 10l-2-2m2 2-2 2" /></Icon>;
export const UndoIcon = () => <Icon><path d="M4 8h8a4 4 0 0 1 0 8H8M4 8l3.500-3.500M4 8l3.500 3.500" /></Icon>;
export const RedoIcon = () => <Icon><path d="M16 8H8a4 4 0 0 0 0 8h4M16 8l-3.500-3.500M16 8l-3.500 3.500" /></Icon>;
export const FitIcon = () => <Icon><path d="M3.500 7.500v-4h4M12.500 3.500h4v4M16.500 12.500v4h-4M7.500 16.500h-4v-4" /></Icon>;
export const MinusIcon = () => <Icon><path d="M4.500 10h11" /></Icon>;
export const EyeOffIcon = () => <Icon><path d="M8.200 5.300A6.900 6.900 0 0 1 10 5c5 0 7.500 5 7.500 5a13 13 0 0 1-2.300 2.900M12.500 14.400A7 7 0 0 1 10 15c-5 0-7.500-5-7.500-5a13 13 0 0 1 3.300-3.700M3.500 3.500l13 13" /></Icon>;
export const LockIcon = () => <Icon><rect x="4.500" y="9" width="11" height="7.500" rx="1.500" /><path d="M7 9V6.500a3 3 0 0 1 6 0V9" /></Icon>;
export const UnlockIcon = () => <Icon><rect x="4.500" y="9" width="11" height="7.500" rx="1.500" /><path d="M7 9V6.500a3 3 0 0 1 5.700-1.300" /></Icon>;
export const MoreIcon = () => <Icon><path d="M5 10h.01M10 10h.01M15 10h.01" strokeWidth="2.600" /></Icon>;
export const CopyIcon = () => <Icon><rect x="7" y="7" width="9.500" height="9.500" rx="1.500" /><path d="M13 7V5a1.500 1.500 0 0 0-1.500-1.500H5A1.500 1.500 0 0 0 3.500 5v6.500A1.500 1.500 0 0 0 5 13h2" /></Icon>;
export const ThumbUpIcon = () => <Icon><path d="M6.500 9v7.500h-3V9h3ZM6.500 9.500l3-6c1.200 0 2 .8 2 2v2.700h3.800c1 0 1.700.9 1.500 1.900l-1 5c-.1.800-.8 1.400-1.600 1.400H6.500" /></Icon>;
export const ThumbDownIcon = () => <Icon><path d="M6.500 11V3.500h-3V11h3ZM6.500 10.500l3 6c1.200 0 2-.8 2-2v-2.700h3.800c1 0 1.700-.9 1.500-1.900l-1-5c-.1-.8-.8-1.400-1.600-1.400H6.500" /></Icon>;
export const BranchIcon = () => <Icon><circle cx="6" cy="4.500" r="1.700" /><circle cx="6" cy="15.500" r="1.700" /><circle cx="14" cy="7" r="1.700" /><path d="M6 6.200v7.600M14 8.700c0 3-4 2.300-7 4.300" /></Icon>;
export const ShareIcon = () => <Icon><path d="M8.500 11.500a3 3 0 0 0 4.300.2l2.700-2.700a3 3 0 0 0-4.300-4.300l-1.500 1.500M11.500 8.500a3 3 0 0 0-4.300-.2L4.500 11a3 3 0 0 0 4.300 4.300l1.500-1.500" /></Icon>;
export const SettingsIcon = () => <Icon><circle cx="10" cy="10" r="2.500" /><path d="M10 3v2M10 15v2M3 10h2M15 10h2M5 5l1.500 1.500M13.500 13.500 15 15M15 5l-1.500 1.500M6.500 13.500 5 15" /></Icon>;
export const SunIcon = () => <Icon><circle cx="10" cy="10" r="3.200" /><path d="M10 2.500V4M10 16v1.500M2.500 10H4M16 10h1.500M4.700 4.700l1 1M14.300 14.300l1 1M15.300 4.700l-1 1M5.700 14.300l-1 1" /></Icon>;
export const MoonIcon = () => <Icon><path d="M16.500 11.700A6.800 6.800 0 0 1 8.300 3.500a6.800 6.800 0 1 0 8.200 8.200Z" /></Icon>;
export const SystemIcon = () => <Icon><circle cx="10" cy="10" r="6.500" /><path d="M10 3.500a6.500 6.500 0 0 1 0 13Z" fill="currentColor" /></Icon>;
export const HelpIcon = () => <Icon><circle cx="10" cy="10" r="7" /><path d="M8 8a2 2 0 1 1 2.800 1.900c-.6.300-.8.6-.8 1.300M10 13.500v.01" /></Icon>;
export const SearchIcon = () => <Icon><circle cx="9" cy="9" r="5" /><path d="m13 13 3.500 3.500" /></Icon>;
export const UploadIcon = () => <Icon><path d="M10 13V4M6.500 7.500 10 4l3.500 3.500M4 16.500h12" /></Icon>;
export const DisplayIcon = () => <Icon><path d="M3.500 6h6M14 6h2.500M3.500 14h2.500M10.500 14h6" /><circle cx="11.800" cy="6" r="2" /><circle cx="8" cy="14" r="2" /></Icon>;
export const CheckIcon = () => <Icon><path d="m4.500 10.500 3.500 3.500 7.500-8" /></Icon>;
export const SideIcon = () => <Icon><rect x="3" y="4.500" width="6" height="11" rx="1.200" /><rect x="11" y="4.500" width="6" height="11" rx="1.200" /></Icon>;
export const DiceIcon = () => <Icon><rect x="3.500" y="3.500" width="13" height="13" rx="2.500" /><path d="M7 7h.01M13 7h.01M10 10h.01M7 13h.01M13 13h.01" strokeWidth="2.200" /></Icon>;
export const ZipIcon = () => <Icon><path d="M5 3.500h7l3 3v10H5v-13ZM9 3.500v2M9 7.500v2M9 11.500h2v2.500H9v-2.500Z" /></Icon>;
