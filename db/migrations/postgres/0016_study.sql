CREATE TABLE "study_answers" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"round_id" text NOT NULL,
	"form_id" text NOT NULL,
	"version" bigint NOT NULL,
	"respondent" text NOT NULL,
	"values" jsonb NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "study_answers_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "study_answers_respondent" UNIQUE("town_id","round_id","respondent")
);
--> statement-breakpoint
CREATE TABLE "study_forms" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"slug" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"lead" text NOT NULL,
	"translations" jsonb NOT NULL,
	"draft" jsonb NOT NULL,
	"version" bigint NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "study_forms_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "study_forms_slug" UNIQUE("town_id","slug")
);
--> statement-breakpoint
CREATE TABLE "study_rounds" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"form_id" text NOT NULL,
	"space_id" text,
	"name" text NOT NULL,
	"translations" jsonb NOT NULL,
	"kind" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "study_rounds_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "study_versions" (
	"town_id" text NOT NULL,
	"form_id" text NOT NULL,
	"version" bigint NOT NULL,
	"content" jsonb NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "study_versions_pk" PRIMARY KEY("town_id","form_id","version")
);
--> statement-breakpoint
ALTER TABLE "study_answers" ADD CONSTRAINT "study_answers_round_fk" FOREIGN KEY ("town_id","round_id") REFERENCES "public"."study_rounds"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_answers" ADD CONSTRAINT "study_answers_version_fk" FOREIGN KEY ("town_id","form_id","version") REFERENCES "public"."study_versions"("town_id","form_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_forms" ADD CONSTRAINT "study_forms_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_forms" ADD CONSTRAINT "study_forms_created_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_rounds" ADD CONSTRAINT "study_rounds_form_fk" FOREIGN KEY ("town_id","form_id") REFERENCES "public"."study_forms"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_rounds" ADD CONSTRAINT "study_rounds_space_fk" FOREIGN KEY ("town_id","space_id") REFERENCES "public"."spaces"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_rounds" ADD CONSTRAINT "study_rounds_created_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_versions" ADD CONSTRAINT "study_versions_form_fk" FOREIGN KEY ("town_id","form_id") REFERENCES "public"."study_forms"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "study_answers_version" ON "study_answers" USING btree ("town_id","form_id","version");--> statement-breakpoint
CREATE INDEX "study_rounds_form" ON "study_rounds" USING btree ("town_id","form_id","starts_at");--> statement-breakpoint
CREATE INDEX "study_rounds_space" ON "study_rounds" USING btree ("town_id","space_id","starts_at");