CREATE TABLE "ballot_choices" (
	"town_id" text NOT NULL,
	"ballot_id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"points" bigint,
	"position" bigint,
	"times" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "ballot_choices_pk" PRIMARY KEY("town_id","ballot_id","contribution_id")
);
--> statement-breakpoint
CREATE TABLE "ballots" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"process_id" text NOT NULL,
	"channel" text NOT NULL,
	"cast_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ballots_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "citations" (
	"town_id" text NOT NULL,
	"proposal_id" text NOT NULL,
	"pin_id" text NOT NULL,
	CONSTRAINT "citations_pk" PRIMARY KEY("town_id","proposal_id","pin_id")
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"parent_id" text,
	"author_id" text,
	"is_official" boolean NOT NULL,
	"body" text NOT NULL,
	"translations" jsonb NOT NULL,
	"visibility" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "comments_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "contributions" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"number" bigint NOT NULL,
	"process_id" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"translations" jsonb NOT NULL,
	"locale" text NOT NULL,
	"geometry" jsonb,
	"lng" double precision,
	"lat" double precision,
	"cell" bigint,
	"place_precision" text NOT NULL,
	"place_text" text NOT NULL,
	"space_id" text,
	"category_id" text,
	"cost_minor" bigint,
	"external_id" text,
	"author_id" text,
	"visibility" text NOT NULL,
	"status" text NOT NULL,
	"decision" text,
	"supports" bigint NOT NULL,
	"comments" bigint NOT NULL,
	"votes" bigint NOT NULL,
	"points" bigint NOT NULL,
	"search_text" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"edited_at" timestamp (3) with time zone,
	"reviewed_at" timestamp (3) with time zone,
	CONSTRAINT "contributions_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "contributions_number" UNIQUE("town_id","number"),
	CONSTRAINT "contributions_tallies" CHECK ("contributions"."supports" >= 0 and "contributions"."comments" >= 0 and "contributions"."votes" >= 0)
);
--> statement-breakpoint
CREATE TABLE "photos" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"position" bigint NOT NULL,
	"alt" text NOT NULL,
	"translations" jsonb NOT NULL,
	"width" bigint NOT NULL,
	"height" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "photos_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"editor_id" text NOT NULL,
	"before" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "revisions_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "supports" (
	"town_id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"person_id" text NOT NULL,
	"process_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "supports_pk" PRIMARY KEY("town_id","contribution_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"purpose" text NOT NULL,
	"text_version" text NOT NULL,
	"text_hash" text NOT NULL,
	"origin" text NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "letters" (
	"id" text PRIMARY KEY NOT NULL,
	"recipient" text NOT NULL,
	"locale" text NOT NULL,
	"template" text NOT NULL,
	"params" jsonb NOT NULL,
	"state" text NOT NULL,
	"tries" bigint NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text,
	"pseudonym" text NOT NULL,
	"locale" text NOT NULL,
	"is_platform_admin" boolean NOT NULL,
	"is_synthetic" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "people_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"town_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"granted_at" timestamp (3) with time zone NOT NULL,
	"granted_by" text,
	CONSTRAINT "roles_pk" PRIMARY KEY("town_id","person_id","role")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_codes" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"code_hash" text NOT NULL,
	"origin" text NOT NULL,
	"tries_left" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"decision" text NOT NULL,
	"status" text NOT NULL,
	"body" text NOT NULL,
	"translations" jsonb NOT NULL,
	"author_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "answers_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "reason_templates" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"act" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"position" bigint NOT NULL,
	"translations" jsonb NOT NULL,
	CONSTRAINT "reason_templates_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"reporter_id" text NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"settled_by" text,
	CONSTRAINT "reports_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "reports_once" UNIQUE("town_id","subject_type","subject_id","reporter_id")
);
--> statement-breakpoint
CREATE TABLE "staff_acts" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"actor_id" text NOT NULL,
	"act" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"contribution_id" text,
	"reason" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"undone_by" text,
	CONSTRAINT "staff_acts_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "status_changes" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"status" text NOT NULL,
	"changed_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "status_changes_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "base_maps" (
	"town_id" text PRIMARY KEY NOT NULL,
	"features" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"icon" text NOT NULL,
	"name" text NOT NULL,
	"position" bigint NOT NULL,
	"translations" jsonb NOT NULL,
	CONSTRAINT "categories_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "phases" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"process_id" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"settings" jsonb NOT NULL,
	"translations" jsonb NOT NULL,
	CONSTRAINT "phases_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "process_spaces" (
	"town_id" text NOT NULL,
	"process_id" text NOT NULL,
	"space_id" text NOT NULL,
	CONSTRAINT "process_spaces_pk" PRIMARY KEY("town_id","process_id","space_id")
);
--> statement-breakpoint
CREATE TABLE "processes" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"question" text NOT NULL,
	"summary" text NOT NULL,
	"fixed" text NOT NULL,
	"decision" text NOT NULL,
	"budget_minor" bigint,
	"translations" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "processes_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "processes_slug" UNIQUE("town_id","slug")
);
--> statement-breakpoint
CREATE TABLE "spaces" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"facts" text NOT NULL,
	"geometry" jsonb NOT NULL,
	"lng" double precision NOT NULL,
	"lat" double precision NOT NULL,
	"translations" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "spaces_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "spaces_slug" UNIQUE("town_id","slug")
);
--> statement-breakpoint
CREATE TABLE "towns" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"region" text NOT NULL,
	"intro" text NOT NULL,
	"population" bigint,
	"time_zone" text NOT NULL,
	"currency" text NOT NULL,
	"lng" double precision NOT NULL,
	"lat" double precision NOT NULL,
	"zoom" bigint NOT NULL,
	"boundary" jsonb,
	"is_demo" boolean NOT NULL,
	"translations" jsonb NOT NULL,
	"last_number" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "towns_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "ballot_choices" ADD CONSTRAINT "ballot_choices_ballot_fk" FOREIGN KEY ("town_id","ballot_id") REFERENCES "public"."ballots"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballot_choices" ADD CONSTRAINT "ballot_choices_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_proposal_fk" FOREIGN KEY ("town_id","proposal_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_pin_fk" FOREIGN KEY ("town_id","pin_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_parent_fk" FOREIGN KEY ("town_id","parent_id") REFERENCES "public"."comments"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_space_fk" FOREIGN KEY ("town_id","space_id") REFERENCES "public"."spaces"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_category_fk" FOREIGN KEY ("town_id","category_id") REFERENCES "public"."categories"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_author_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supports" ADD CONSTRAINT "supports_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supports" ADD CONSTRAINT "supports_person_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_person_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "roles_person_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_author_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reason_templates" ADD CONSTRAINT "reason_templates_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_acts" ADD CONSTRAINT "staff_acts_actor_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_acts" ADD CONSTRAINT "staff_acts_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "status_changes" ADD CONSTRAINT "status_changes_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "base_maps" ADD CONSTRAINT "base_maps_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "categories" ADD CONSTRAINT "categories_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phases" ADD CONSTRAINT "phases_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process_spaces" ADD CONSTRAINT "process_spaces_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process_spaces" ADD CONSTRAINT "process_spaces_space_fk" FOREIGN KEY ("town_id","space_id") REFERENCES "public"."spaces"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "processes" ADD CONSTRAINT "processes_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spaces" ADD CONSTRAINT "spaces_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ballot_choices_contribution" ON "ballot_choices" USING btree ("town_id","contribution_id");--> statement-breakpoint
CREATE INDEX "ballots_process" ON "ballots" USING btree ("town_id","process_id");--> statement-breakpoint
CREATE INDEX "citations_pin" ON "citations" USING btree ("town_id","pin_id");--> statement-breakpoint
CREATE INDEX "comments_contribution" ON "comments" USING btree ("town_id","contribution_id","created_at");--> statement-breakpoint
CREATE INDEX "comments_author" ON "comments" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "contributions_cell" ON "contributions" USING btree ("town_id","visibility","cell","lng","lat","kind","number","process_id","category_id","space_id","status");--> statement-breakpoint
CREATE INDEX "contributions_supports" ON "contributions" USING btree ("town_id","visibility","supports","number");--> statement-breakpoint
CREATE INDEX "contributions_author" ON "contributions" USING btree ("author_id","created_at");--> statement-breakpoint
CREATE INDEX "photos_contribution" ON "photos" USING btree ("town_id","contribution_id","position");--> statement-breakpoint
CREATE INDEX "revisions_contribution" ON "revisions" USING btree ("town_id","contribution_id","created_at");--> statement-breakpoint
CREATE INDEX "supports_person" ON "supports" USING btree ("town_id","person_id","process_id");--> statement-breakpoint
CREATE INDEX "consents_person" ON "consents" USING btree ("person_id","purpose");--> statement-breakpoint
CREATE INDEX "letters_due" ON "letters" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "letters_created" ON "letters" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "roles_person" ON "roles" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sign_in_codes_email" ON "sign_in_codes" USING btree ("email","created_at");--> statement-breakpoint
CREATE INDEX "sign_in_codes_origin" ON "sign_in_codes" USING btree ("origin","created_at");--> statement-breakpoint
CREATE INDEX "answers_contribution" ON "answers" USING btree ("town_id","contribution_id","created_at");--> statement-breakpoint
CREATE INDEX "reports_open" ON "reports" USING btree ("town_id","settled_at");--> statement-breakpoint
CREATE INDEX "staff_acts_time" ON "staff_acts" USING btree ("town_id","created_at");--> statement-breakpoint
CREATE INDEX "staff_acts_contribution" ON "staff_acts" USING btree ("town_id","contribution_id","created_at");--> statement-breakpoint
CREATE INDEX "status_changes_contribution" ON "status_changes" USING btree ("town_id","contribution_id","created_at");--> statement-breakpoint
CREATE INDEX "phases_process" ON "phases" USING btree ("town_id","process_id","starts_at");