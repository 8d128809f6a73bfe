CREATE TABLE "phase_guides" (
	"town_id" text NOT NULL,
	"phase_id" text NOT NULL,
	"level" text NOT NULL,
	"asked" text NOT NULL,
	"budget" text NOT NULL,
	"land" text NOT NULL,
	"heritage" text NOT NULL,
	"decision" text NOT NULL,
	"outcome" text NOT NULL,
	"min_days" bigint,
	"rules" jsonb NOT NULL,
	"translations" jsonb NOT NULL,
	CONSTRAINT "phase_guides_pk" PRIMARY KEY("town_id","phase_id")
);
--> statement-breakpoint
CREATE TABLE "process_charters" (
	"town_id" text NOT NULL,
	"process_id" text NOT NULL,
	"template" jsonb,
	"roles" jsonb NOT NULL,
	"checklist" jsonb NOT NULL,
	CONSTRAINT "process_charters_pk" PRIMARY KEY("town_id","process_id")
);
--> statement-breakpoint
CREATE TABLE "process_templates" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "process_templates_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
ALTER TABLE "phase_guides" ADD CONSTRAINT "phase_guides_phase_fk" FOREIGN KEY ("town_id","phase_id") REFERENCES "public"."phases"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process_charters" ADD CONSTRAINT "process_charters_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process_templates" ADD CONSTRAINT "process_templates_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;