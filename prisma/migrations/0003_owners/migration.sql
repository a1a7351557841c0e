-- AlterTable
ALTER TABLE "image_version" ADD COLUMN     "owner" TEXT;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "owner" TEXT;
