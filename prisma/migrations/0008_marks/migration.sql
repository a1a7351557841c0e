-- AlterTable
ALTER TABLE "worker" ADD COLUMN     "marks" TEXT;
