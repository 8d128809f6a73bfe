CREATE TABLE "import_rows" (
	"town_id" text NOT NULL,
	"import_id" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	CONSTRAINT "import_rows_pk" PRIMARY KEY("town_id","import_id","subject_type","subject_id")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"process_id" text,
	"state" text NOT NULL,
	"format" text NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"file_bytes" bigint NOT NULL,
	"mapping" jsonb NOT NULL,
	"made" bigint NOT NULL,
	"left_out" bigint NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "imports_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_fk" FOREIGN KEY ("town_id","import_id") REFERENCES "public"."imports"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_created_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_rows_subject" ON "import_rows" USING btree ("town_id","subject_id");--> statement-breakpoint
CREATE INDEX "imports_state" ON "imports" USING btree ("town_id","state","created_at");