-- AlterTable
ALTER TABLE "image_version" ADD COLUMN     "worker_deaths" INTEGER NOT NULL DEFAULT 0;
