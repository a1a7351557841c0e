-- AlterTable
ALTER TABLE "turn" ADD COLUMN     "intent" JSONB;
