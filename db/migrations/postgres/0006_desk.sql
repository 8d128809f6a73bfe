CREATE TABLE "act_counts" (
	"town_id" text NOT NULL,
	"person_id" text NOT NULL,
	"act" text NOT NULL,
	"slot" bigint NOT NULL,
	"n" bigint NOT NULL,
	CONSTRAINT "act_counts_pk" PRIMARY KEY("town_id","person_id","act","slot")
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"act_id" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"author_id" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"answer" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "appeals_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "appeals_once" UNIQUE("town_id","act_id")
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"town_id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"assignee_id" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"assigned_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "assignments_pk" PRIMARY KEY("town_id","contribution_id")
);
--> statement-breakpoint
CREATE TABLE "blocks" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"person_id" text NOT NULL,
	"reason" text NOT NULL,
	"until" timestamp (3) with time zone,
	"hides_content" boolean NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "blocks_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"town_id" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"person_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "claims_pk" PRIMARY KEY("town_id","subject_type","subject_id")
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"town_id" text NOT NULL,
	"hash" text NOT NULL,
	"person_id" text NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "devices_pk" PRIMARY KEY("town_id","hash","person_id")
);
--> statement-breakpoint
CREATE TABLE "flags" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"rule" text NOT NULL,
	"found" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"settled_by" text,
	CONSTRAINT "flags_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "flags_once" UNIQUE("town_id","subject_type","subject_id","rule")
);
--> statement-breakpoint
CREATE TABLE "log_heads" (
	"town_id" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "merged_supports" (
	"town_id" text NOT NULL,
	"merge_id" text NOT NULL,
	"person_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"is_moved" boolean NOT NULL,
	CONSTRAINT "merged_supports_pk" PRIMARY KEY("town_id","merge_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "merges" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"from_id" text NOT NULL,
	"into_id" text NOT NULL,
	"reason" text NOT NULL,
	"moved" jsonb NOT NULL,
	"merged_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "merges_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "similar_refusals" (
	"town_id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"other_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "similar_refusals_pk" PRIMARY KEY("town_id","contribution_id","other_id")
);
--> statement-breakpoint
CREATE TABLE "spent_challenges" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_notes" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"author_id" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_notes_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
ALTER TABLE "contributions" ADD COLUMN "merged_into_id" text;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "look" text;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "visibility" text DEFAULT 'published' NOT NULL;--> statement-breakpoint
ALTER TABLE "staff_acts" ADD COLUMN "undid" text;--> statement-breakpoint
ALTER TABLE "staff_acts" ADD COLUMN "batch_id" text;--> statement-breakpoint
ALTER TABLE "staff_acts" ADD COLUMN "seq" bigint;--> statement-breakpoint
ALTER TABLE "staff_acts" ADD COLUMN "prev_hash" text;--> statement-breakpoint
ALTER TABLE "staff_acts" ADD COLUMN "hash" text;--> statement-breakpoint
ALTER TABLE "act_counts" ADD CONSTRAINT "act_counts_person_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_author_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_assignee_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_person_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_person_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_person_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "log_heads" ADD CONSTRAINT "log_heads_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merged_supports" ADD CONSTRAINT "merged_supports_merge_fk" FOREIGN KEY ("town_id","merge_id") REFERENCES "public"."merges"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merged_supports" ADD CONSTRAINT "merged_supports_person_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_from_fk" FOREIGN KEY ("town_id","from_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_into_fk" FOREIGN KEY ("town_id","into_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "similar_refusals" ADD CONSTRAINT "similar_refusals_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "similar_refusals" ADD CONSTRAINT "similar_refusals_other_fk" FOREIGN KEY ("town_id","other_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_notes" ADD CONSTRAINT "staff_notes_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_notes" ADD CONSTRAINT "staff_notes_author_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "appeals_open" ON "appeals" USING btree ("town_id","decided_at");--> statement-breakpoint
CREATE INDEX "assignments_due" ON "assignments" USING btree ("town_id","due_at");--> statement-breakpoint
CREATE INDEX "blocks_person" ON "blocks" USING btree ("town_id","person_id");--> statement-breakpoint
CREATE INDEX "devices_person" ON "devices" USING btree ("town_id","person_id");--> statement-breakpoint
CREATE INDEX "flags_open" ON "flags" USING btree ("town_id","settled_at");--> statement-breakpoint
CREATE INDEX "merges_into" ON "merges" USING btree ("town_id","into_id");--> statement-breakpoint
CREATE INDEX "merges_from" ON "merges" USING btree ("town_id","from_id");--> statement-breakpoint
CREATE INDEX "staff_notes_contribution" ON "staff_notes" USING btree ("town_id","contribution_id","created_at");--> statement-breakpoint
CREATE INDEX "staff_acts_subject" ON "staff_acts" USING btree ("town_id","subject_id");--> statement-breakpoint
CREATE INDEX "staff_acts_batch" ON "staff_acts" USING btree ("town_id","batch_id");--> statement-breakpoint
ALTER TABLE "staff_acts" ADD CONSTRAINT "staff_acts_seq" UNIQUE("town_id","seq");--> statement-breakpoint
ALTER TABLE "staff_acts" ADD CONSTRAINT "staff_acts_undid" UNIQUE("town_id","undid");