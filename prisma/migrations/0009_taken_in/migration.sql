-- AlterTable
ALTER TABLE "image_version" ADD COLUMN     "notes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "worker_deaths" INTEGER NOT NULL DEFAULT 0;
