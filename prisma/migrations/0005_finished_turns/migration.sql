-- CreateIndex
CREATE INDEX "turn_finished_at_idx" ON "turn"("finished_at");
