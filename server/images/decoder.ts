// The one place where sharp is loaded and set up. Its loaders are closed except the formats that `sniff.ts`
// lets through, so that a file which fools the sniffing still meets no SVG, PDF or TIFF parser.

import sharp from 'sharp';

sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
});
// The operation cache holds decoded pictures of earlier calls; nobody asks for the same bytes twice here.
sharp.cache(false);

export { sharp };
