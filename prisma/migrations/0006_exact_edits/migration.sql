-- AlterTable
ALTER TABLE "edit" ADD COLUMN     "exact" JSONB,
ADD COLUMN     "marked_pixels" INTEGER,
ADD COLUMN     "mask_version_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "outside_pixels" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN "turn_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "image_version" ADD COLUMN     "moved" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "operation" ADD COLUMN     "image_id" UUID;
