CREATE TABLE "frozen_ballots" (
	"town_id" text NOT NULL,
	"phase_id" text NOT NULL,
	"form" text NOT NULL,
	"text" text NOT NULL,
	"hash" text NOT NULL,
	"frozen_at" timestamp (3) with time zone NOT NULL,
	"counted_at" timestamp (3) with time zone,
	"unlinked_at" timestamp (3) with time zone,
	CONSTRAINT "frozen_ballots_pk" PRIMARY KEY("town_id","phase_id")
);
--> statement-breakpoint
CREATE TABLE "vote_options" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"phase_id" text NOT NULL,
	"number" bigint NOT NULL,
	"position" bigint NOT NULL,
	"kind" text NOT NULL,
	"contribution_id" text,
	"space_id" text,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"cost_minor" bigint,
	"translations" jsonb NOT NULL,
	CONSTRAINT "vote_options_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "vote_options_number" UNIQUE("town_id","phase_id","number")
);
--> statement-breakpoint
CREATE TABLE "paper_bundles" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"phase_id" text NOT NULL,
	"number" bigint NOT NULL,
	"place" text NOT NULL,
	"issued" bigint NOT NULL,
	"found" bigint NOT NULL,
	"state" text NOT NULL,
	"valid" bigint,
	"spoiled" bigint,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"agreed_by" text,
	"agreed_at" timestamp (3) with time zone,
	CONSTRAINT "paper_bundles_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "paper_bundles_number" UNIQUE("town_id","phase_id","number")
);
--> statement-breakpoint
CREATE TABLE "paper_entries" (
	"town_id" text NOT NULL,
	"bundle_id" text NOT NULL,
	"pass" bigint NOT NULL,
	"clerk_id" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "paper_entries_pk" PRIMARY KEY("town_id","bundle_id","pass")
);
--> statement-breakpoint
CREATE TABLE "paper_entry_rows" (
	"town_id" text NOT NULL,
	"bundle_id" text NOT NULL,
	"pass" bigint NOT NULL,
	"position" bigint NOT NULL,
	"marks" jsonb NOT NULL,
	"spoiled" text,
	"code_hash" text,
	CONSTRAINT "paper_entry_rows_pk" PRIMARY KEY("town_id","bundle_id","pass","position")
);
--> statement-breakpoint
CREATE TABLE "paper_log" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"bundle_id" text NOT NULL,
	"pass" bigint NOT NULL,
	"position" bigint NOT NULL,
	"actor_id" text NOT NULL,
	"act" text NOT NULL,
	"before" text NOT NULL,
	"after" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "paper_log_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "vote_results" (
	"town_id" text NOT NULL,
	"phase_id" text NOT NULL,
	"version" bigint NOT NULL,
	"state" text NOT NULL,
	"computed_at" timestamp (3) with time zone NOT NULL,
	"computed_by" text,
	"reason" text NOT NULL,
	"frozen_hash" text NOT NULL,
	"counts" jsonb NOT NULL,
	"settings" jsonb NOT NULL,
	"outcome" jsonb NOT NULL,
	"note" text NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"confirmed_by" text,
	CONSTRAINT "vote_results_pk" PRIMARY KEY("town_id","phase_id","version")
);
--> statement-breakpoint
CREATE TABLE "resident_confirmations" (
	"town_id" text NOT NULL,
	"person_id" text NOT NULL,
	"confirmed_by" text NOT NULL,
	"confirmed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "resident_confirmations_pk" PRIMARY KEY("town_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "turnout" (
	"town_id" text NOT NULL,
	"phase_id" text NOT NULL,
	"voter_key" text NOT NULL,
	"person_id" text,
	"state" text NOT NULL,
	"channel" text NOT NULL,
	"ballot_id" text,
	"revision" bigint NOT NULL,
	"voted_at" timestamp (3) with time zone NOT NULL,
	"stated_age" bigint,
	CONSTRAINT "turnout_pk" PRIMARY KEY("town_id","phase_id","voter_key")
);
--> statement-breakpoint
CREATE TABLE "voting_codes" (
	"town_id" text NOT NULL,
	"phase_id" text NOT NULL,
	"code_hash" text NOT NULL,
	"batch" bigint NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "voting_codes_pk" PRIMARY KEY("town_id","phase_id","code_hash")
);
--> statement-breakpoint
ALTER TABLE "ballot_choices" DROP CONSTRAINT "ballot_choices_contribution_fk";
--> statement-breakpoint
ALTER TABLE "ballots" DROP CONSTRAINT "ballots_process_fk";
--> statement-breakpoint
DROP INDEX "ballot_choices_contribution";
--> statement-breakpoint
DROP INDEX "ballots_process";
--> statement-breakpoint
ALTER TABLE "ballot_choices" ADD COLUMN "option_id" text;
--> statement-breakpoint
ALTER TABLE "ballot_choices" ADD COLUMN "value" bigint;
--> statement-breakpoint
ALTER TABLE "ballots" ADD COLUMN "phase_id" text;
--> statement-breakpoint
ALTER TABLE "ballots" ADD COLUMN "receipt_hash" text;
--> statement-breakpoint
ALTER TABLE "ballots" ADD COLUMN "bundle_id" text;
--> statement-breakpoint
-- Elections imported before keep their ballots: each project of theirs becomes an option of the vote phase, with its own id.
INSERT INTO vote_options (town_id, id, phase_id, number, position, kind, contribution_id, title, summary, cost_minor, translations)
SELECT c.town_id, c.id, v.phase_id, c.number, c.number, 'contribution', c.id, c.title, '', c.cost_minor, c.translations
FROM contributions c
JOIN (SELECT p.town_id, p.process_id, min(p.id) AS phase_id FROM phases p WHERE p.kind = 'vote' GROUP BY p.town_id, p.process_id) v
  ON v.town_id = c.town_id AND v.process_id = c.process_id
WHERE EXISTS (SELECT 1 FROM ballots b WHERE b.town_id = c.town_id AND b.process_id = c.process_id);
--> statement-breakpoint
UPDATE ballots b SET phase_id = v.phase_id
FROM (SELECT p.town_id, p.process_id, min(p.id) AS phase_id FROM phases p WHERE p.kind = 'vote' GROUP BY p.town_id, p.process_id) v
WHERE v.town_id = b.town_id AND v.process_id = b.process_id;
--> statement-breakpoint
UPDATE ballot_choices SET option_id = contribution_id, value = coalesce(position, points);
--> statement-breakpoint
INSERT INTO frozen_ballots (town_id, phase_id, form, text, hash, frozen_at, counted_at)
SELECT b.town_id, b.phase_id,
  CASE WHEN max(o.position) IS NOT NULL THEN 'ranking' WHEN max(o.points) IS NOT NULL THEN 'points' ELSE 'approval' END,
  '', '', min(b.cast_at), max(b.cast_at)
FROM ballots b LEFT JOIN ballot_choices o ON o.town_id = b.town_id AND o.ballot_id = b.id
GROUP BY b.town_id, b.phase_id;
--> statement-breakpoint
ALTER TABLE "ballot_choices" ALTER COLUMN "option_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "ballots" ALTER COLUMN "phase_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "frozen_ballots" ADD CONSTRAINT "frozen_ballots_phase_fk" FOREIGN KEY ("town_id","phase_id") REFERENCES "public"."phases"("town_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "vote_options" ADD CONSTRAINT "vote_options_phase_fk" FOREIGN KEY ("town_id","phase_id") REFERENCES "public"."phases"("town_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "vote_options" ADD CONSTRAINT "vote_options_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "vote_options" ADD CONSTRAINT "vote_options_space_fk" FOREIGN KEY ("town_id","space_id") REFERENCES "public"."spaces"("town_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "paper_bundles" ADD CONSTRAINT "paper_bundles_phase_fk" FOREIGN KEY ("town_id","phase_id") REFERENCES "public"."phases"("town_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "paper_bundles" ADD CONSTRAINT "paper_bundles_clerk_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "paper_entries" ADD CONSTRAINT "paper_entries_bundle_fk" FOREIGN KEY ("town_id","bundle_id") REFERENCES "public"."paper_bundles"("town_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "paper_entries" ADD CONSTRAINT "paper_entries_clerk_fk" FOREIGN KEY ("clerk_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "paper_entry_rows" ADD CONSTRAINT "paper_entry_rows_entry_fk" FOREIGN KEY ("town_id","bundle_id","pass") REFERENCES "public"."paper_entries"("town_id","bundle_id","pass") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "paper_log" ADD CONSTRAINT "paper_log_bundle_fk" FOREIGN KEY ("town_id","bundle_id") REFERENCES "public"."paper_bundles"("town_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "paper_log" ADD CONSTRAINT "paper_log_actor_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "vote_results" ADD CONSTRAINT "vote_results_phase_fk" FOREIGN KEY ("town_id","phase_id") REFERENCES "public"."phases"("town_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "vote_results" ADD CONSTRAINT "vote_results_computed_fk" FOREIGN KEY ("computed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "vote_results" ADD CONSTRAINT "vote_results_confirmed_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "resident_confirmations" ADD CONSTRAINT "resident_confirmations_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "resident_confirmations" ADD CONSTRAINT "resident_confirmations_person_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "resident_confirmations" ADD CONSTRAINT "resident_confirmations_by_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "turnout" ADD CONSTRAINT "turnout_phase_fk" FOREIGN KEY ("town_id","phase_id") REFERENCES "public"."phases"("town_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "turnout" ADD CONSTRAINT "turnout_person_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "voting_codes" ADD CONSTRAINT "voting_codes_phase_fk" FOREIGN KEY ("town_id","phase_id") REFERENCES "public"."phases"("town_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "vote_options_contribution" ON "vote_options" USING btree ("town_id","contribution_id");
--> statement-breakpoint
CREATE INDEX "paper_log_bundle" ON "paper_log" USING btree ("town_id","bundle_id","id");
--> statement-breakpoint
CREATE INDEX "voting_codes_batch" ON "voting_codes" USING btree ("town_id","phase_id","batch","state");
--> statement-breakpoint
ALTER TABLE "ballot_choices" ADD CONSTRAINT "ballot_choices_option_fk" FOREIGN KEY ("town_id","option_id") REFERENCES "public"."vote_options"("town_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_phase_fk" FOREIGN KEY ("town_id","phase_id") REFERENCES "public"."phases"("town_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "ballot_choices_option" ON "ballot_choices" USING btree ("town_id","option_id");
--> statement-breakpoint
CREATE INDEX "ballots_phase" ON "ballots" USING btree ("town_id","phase_id","receipt_hash");
--> statement-breakpoint
ALTER TABLE "ballot_choices" DROP CONSTRAINT "ballot_choices_pk";
--> statement-breakpoint
ALTER TABLE "ballot_choices" DROP COLUMN "contribution_id";
--> statement-breakpoint
ALTER TABLE "ballot_choices" DROP COLUMN "points";
--> statement-breakpoint
ALTER TABLE "ballot_choices" DROP COLUMN "position";
--> statement-breakpoint
ALTER TABLE "ballots" DROP COLUMN "process_id";
--> statement-breakpoint
ALTER TABLE "ballot_choices" ADD CONSTRAINT "ballot_choices_pk" PRIMARY KEY("town_id","ballot_id","option_id");
--> statement-breakpoint
UPDATE contributions SET points = 0 WHERE points <> 0 AND EXISTS (
  SELECT 1 FROM vote_options o JOIN frozen_ballots f ON f.town_id = o.town_id AND f.phase_id = o.phase_id
  WHERE o.town_id = contributions.town_id AND o.contribution_id = contributions.id AND f.form = 'ranking'
);
