import type { NextConfig } from 'next';

const config: NextConfig = {
  // Native or worker-bound packages stay outside of the bundle.
  serverExternalPackages: ['pg', 'pg-boss', 'sharp', 'libheif-js', '@prisma/client', '@prisma/adapter-pg'],
  // The type check of `npm test` covers app/ as well.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  poweredByHeader: false,
};

export default config;
