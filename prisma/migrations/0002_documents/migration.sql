-- AlterTable
ALTER TABLE "mask" ADD COLUMN     "deleted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "hidden" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "locked" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "mask_version" ADD COLUMN     "feather" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "parameters" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "source_ids" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "withdrawn" BOOLEAN NOT NULL DEFAULT false,
ALTER COLUMN "turn_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "turn" ADD COLUMN     "rating" TEXT,
ADD COLUMN     "replaces_id" UUID,
ADD COLUMN     "seen" JSONB;

-- CreateTable
CREATE TABLE "operation" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "target" INTEGER,
    "turn_id" UUID,
    "mask_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "version_id" UUID,
    "before" JSONB NOT NULL,
    "undo_top" INTEGER,
    "redo_top" INTEGER,
    "fingerprint" CHAR(64),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "share" (
    "session_id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "share_pkey" PRIMARY KEY ("session_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "operation_turn_id_key" ON "operation"("turn_id");

-- CreateIndex
CREATE UNIQUE INDEX "operation_session_id_seq_key" ON "operation"("session_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "share_token_key" ON "share"("token");

-- CreateIndex
CREATE INDEX "turn_replaces_id_idx" ON "turn"("replaces_id");

-- AddForeignKey
ALTER TABLE "turn" ADD CONSTRAINT "turn_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "turn"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operation" ADD CONSTRAINT "operation_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operation" ADD CONSTRAINT "operation_turn_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turn"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share" ADD CONSTRAINT "share_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
