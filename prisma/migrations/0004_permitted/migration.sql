-- What a turn may be answered with, where whoever sent it knew what it is for.
ALTER TABLE "turn" ADD COLUMN "permitted" TEXT[] DEFAULT ARRAY[]::TEXT[];
