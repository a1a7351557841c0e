-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "head_turn_id" UUID,
    "current_image_id" UUID,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "image_version" (
    "id" UUID NOT NULL,
    "session_id" UUID,
    "parent_id" UUID,
    "source" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "blob" CHAR(64) NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "image_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "turn" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "parent_id" UUID,
    "text" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "image_version_id" UUID,
    "seed" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "worker_id" UUID,
    "stop_requested" BOOLEAN NOT NULL DEFAULT false,
    "action" TEXT,
    "answer" TEXT,
    "model_answer" JSONB,
    "error" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "turn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prompt" (
    "turn_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "mask_version_id" UUID,

    CONSTRAINT "prompt_pkey" PRIMARY KEY ("turn_id","position")
);

-- CreateTable
CREATE TABLE "mask" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "image_version_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mask_version" (
    "id" UUID NOT NULL,
    "mask_id" UUID NOT NULL,
    "turn_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "parent_id" UUID,
    "operation" TEXT NOT NULL,
    "counts" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "area" INTEGER NOT NULL,
    "box" JSONB NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mask_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "edit" (
    "id" UUID NOT NULL,
    "turn_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "instruction" TEXT NOT NULL,
    "source_id" UUID,
    "result_id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "changed_pixels" INTEGER NOT NULL,
    "seed" INTEGER NOT NULL,
    "painted_width" INTEGER NOT NULL,
    "painted_height" INTEGER NOT NULL,
    "milliseconds" INTEGER NOT NULL,
    "ended_mask_ids" UUID[] DEFAULT ARRAY[]::UUID[],

    CONSTRAINT "edit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "turn_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_pkey" PRIMARY KEY ("turn_id","seq")
);

-- CreateTable
CREATE TABLE "worker" (
    "id" UUID NOT NULL,
    "pid" INTEGER NOT NULL,
    "host" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "checkpoint" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "probe" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "session_head_turn_id_key" ON "session"("head_turn_id");

-- CreateIndex
CREATE INDEX "session_updated_at_idx" ON "session"("updated_at" DESC);

-- CreateIndex
CREATE INDEX "image_version_session_id_idx" ON "image_version"("session_id");

-- CreateIndex
CREATE INDEX "image_version_parent_id_idx" ON "image_version"("parent_id");

-- CreateIndex
CREATE INDEX "turn_session_id_created_at_idx" ON "turn"("session_id", "created_at");

-- CreateIndex
CREATE INDEX "turn_status_idx" ON "turn"("status");

-- CreateIndex
CREATE INDEX "mask_session_id_idx" ON "mask"("session_id");

-- CreateIndex
CREATE INDEX "mask_version_turn_id_idx" ON "mask_version"("turn_id");

-- CreateIndex
CREATE UNIQUE INDEX "mask_version_mask_id_number_key" ON "mask_version"("mask_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "edit_turn_id_key" ON "edit"("turn_id");

-- CreateIndex
CREATE UNIQUE INDEX "edit_result_id_key" ON "edit"("result_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_head_turn_id_fkey" FOREIGN KEY ("head_turn_id") REFERENCES "turn"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_current_image_id_fkey" FOREIGN KEY ("current_image_id") REFERENCES "image_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image_version" ADD CONSTRAINT "image_version_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image_version" ADD CONSTRAINT "image_version_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "image_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "turn" ADD CONSTRAINT "turn_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "turn" ADD CONSTRAINT "turn_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "turn"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "turn" ADD CONSTRAINT "turn_image_version_id_fkey" FOREIGN KEY ("image_version_id") REFERENCES "image_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prompt" ADD CONSTRAINT "prompt_turn_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turn"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prompt" ADD CONSTRAINT "prompt_mask_version_id_fkey" FOREIGN KEY ("mask_version_id") REFERENCES "mask_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mask" ADD CONSTRAINT "mask_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mask" ADD CONSTRAINT "mask_image_version_id_fkey" FOREIGN KEY ("image_version_id") REFERENCES "image_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mask_version" ADD CONSTRAINT "mask_version_mask_id_fkey" FOREIGN KEY ("mask_id") REFERENCES "mask"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mask_version" ADD CONSTRAINT "mask_version_turn_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turn"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mask_version" ADD CONSTRAINT "mask_version_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "mask_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edit" ADD CONSTRAINT "edit_turn_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turn"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edit" ADD CONSTRAINT "edit_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "image_version"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edit" ADD CONSTRAINT "edit_result_id_fkey" FOREIGN KEY ("result_id") REFERENCES "image_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_turn_id_fkey" FOREIGN KEY ("turn_id") REFERENCES "turn"("id") ON DELETE CASCADE ON UPDATE CASCADE;
