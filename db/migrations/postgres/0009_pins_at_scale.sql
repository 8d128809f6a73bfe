ALTER TABLE "contributions" ADD COLUMN "change_mark" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "contributions_change" ON "contributions" USING btree ("town_id","change_mark","number");--> statement-breakpoint
ALTER TABLE "towns" DROP COLUMN "map_revision";