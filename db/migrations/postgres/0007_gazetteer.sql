CREATE TABLE "gazetteer_grams" (
	"town_id" text NOT NULL,
	"gram" text NOT NULL,
	"word" text NOT NULL,
	"run" text NOT NULL,
	CONSTRAINT "gazetteer_grams_pk" PRIMARY KEY("town_id","gram","word")
);
--> statement-breakpoint
CREATE TABLE "gazetteer_houses" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"street" text NOT NULL,
	"street_key" text NOT NULL,
	"number" text NOT NULL,
	"number_key" text NOT NULL,
	"lng" double precision NOT NULL,
	"lat" double precision NOT NULL,
	"cell" bigint NOT NULL,
	"run" text NOT NULL,
	CONSTRAINT "gazetteer_houses_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "gazetteer_places" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"translations" jsonb NOT NULL,
	"lng" double precision NOT NULL,
	"lat" double precision NOT NULL,
	"shape" jsonb,
	"west" double precision NOT NULL,
	"south" double precision NOT NULL,
	"east" double precision NOT NULL,
	"north" double precision NOT NULL,
	"run" text NOT NULL,
	CONSTRAINT "gazetteer_places_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "gazetteer_words" (
	"town_id" text NOT NULL,
	"word" text NOT NULL,
	"key" text NOT NULL,
	"lng" double precision NOT NULL,
	"lat" double precision NOT NULL,
	"run" text NOT NULL,
	CONSTRAINT "gazetteer_words_pk" PRIMARY KEY("town_id","word","key")
);
--> statement-breakpoint
CREATE TABLE "gazetteers" (
	"town_id" text PRIMARY KEY NOT NULL,
	"attribution" text NOT NULL,
	"imported_at" timestamp (3) with time zone NOT NULL,
	"widest" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "geocoder_answers" (
	"town_id" text NOT NULL,
	"asked_hash" text NOT NULL,
	"places" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "geocoder_answers_pk" PRIMARY KEY("town_id","asked_hash")
);
--> statement-breakpoint
CREATE TABLE "geocoder_turns" (
	"service" text PRIMARY KEY NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "gazetteer_grams" ADD CONSTRAINT "gazetteer_grams_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gazetteer_houses" ADD CONSTRAINT "gazetteer_houses_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gazetteer_places" ADD CONSTRAINT "gazetteer_places_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gazetteer_words" ADD CONSTRAINT "gazetteer_words_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gazetteers" ADD CONSTRAINT "gazetteers_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "geocoder_answers" ADD CONSTRAINT "geocoder_answers_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gazetteer_houses_address" ON "gazetteer_houses" USING btree ("street_key","number_key");--> statement-breakpoint
CREATE INDEX "gazetteer_houses_cell" ON "gazetteer_houses" USING btree ("town_id","cell");--> statement-breakpoint
CREATE INDEX "gazetteer_places_name" ON "gazetteer_places" USING btree ("name_key");--> statement-breakpoint
CREATE INDEX "gazetteer_places_box" ON "gazetteer_places" USING btree ("town_id","west");--> statement-breakpoint
CREATE INDEX "geocoder_answers_time" ON "geocoder_answers" USING btree ("created_at");