CREATE TABLE `frozen_ballots` (
	`town_id` text NOT NULL,
	`phase_id` text NOT NULL,
	`form` text NOT NULL,
	`text` text NOT NULL,
	`hash` text NOT NULL,
	`frozen_at` integer NOT NULL,
	`counted_at` integer,
	`unlinked_at` integer,
	PRIMARY KEY(`town_id`, `phase_id`),
	FOREIGN KEY (`town_id`,`phase_id`) REFERENCES `phases`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `vote_options` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`phase_id` text NOT NULL,
	`number` integer NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`contribution_id` text,
	`space_id` text,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`cost_minor` integer,
	`translations` text NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`phase_id`) REFERENCES `phases`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`space_id`) REFERENCES `spaces`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `vote_options_contribution` ON `vote_options` (`town_id`,`contribution_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `vote_options_number` ON `vote_options` (`town_id`,`phase_id`,`number`);--> statement-breakpoint
CREATE TABLE `paper_bundles` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`phase_id` text NOT NULL,
	`number` integer NOT NULL,
	`place` text NOT NULL,
	`issued` integer NOT NULL,
	`found` integer NOT NULL,
	`state` text NOT NULL,
	`valid` integer,
	`spoiled` integer,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`agreed_by` text,
	`agreed_at` integer,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`phase_id`) REFERENCES `phases`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `paper_bundles_number` ON `paper_bundles` (`town_id`,`phase_id`,`number`);--> statement-breakpoint
CREATE TABLE `paper_entries` (
	`town_id` text NOT NULL,
	`bundle_id` text NOT NULL,
	`pass` integer NOT NULL,
	`clerk_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	PRIMARY KEY(`town_id`, `bundle_id`, `pass`),
	FOREIGN KEY (`town_id`,`bundle_id`) REFERENCES `paper_bundles`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`clerk_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `paper_entry_rows` (
	`town_id` text NOT NULL,
	`bundle_id` text NOT NULL,
	`pass` integer NOT NULL,
	`position` integer NOT NULL,
	`marks` text NOT NULL,
	`spoiled` text,
	`code_hash` text,
	PRIMARY KEY(`town_id`, `bundle_id`, `pass`, `position`),
	FOREIGN KEY (`town_id`,`bundle_id`,`pass`) REFERENCES `paper_entries`(`town_id`,`bundle_id`,`pass`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `paper_log` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`bundle_id` text NOT NULL,
	`pass` integer NOT NULL,
	`position` integer NOT NULL,
	`actor_id` text NOT NULL,
	`act` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`bundle_id`) REFERENCES `paper_bundles`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `paper_log_bundle` ON `paper_log` (`town_id`,`bundle_id`,`id`);--> statement-breakpoint
CREATE TABLE `vote_results` (
	`town_id` text NOT NULL,
	`phase_id` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`computed_at` integer NOT NULL,
	`computed_by` text,
	`reason` text NOT NULL,
	`frozen_hash` text NOT NULL,
	`counts` text NOT NULL,
	`settings` text NOT NULL,
	`outcome` text NOT NULL,
	`note` text NOT NULL,
	`confirmed_at` integer,
	`confirmed_by` text,
	PRIMARY KEY(`town_id`, `phase_id`, `version`),
	FOREIGN KEY (`town_id`,`phase_id`) REFERENCES `phases`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`computed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`confirmed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `resident_confirmations` (
	`town_id` text NOT NULL,
	`person_id` text NOT NULL,
	`confirmed_by` text NOT NULL,
	`confirmed_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `person_id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`confirmed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `turnout` (
	`town_id` text NOT NULL,
	`phase_id` text NOT NULL,
	`voter_key` text NOT NULL,
	`person_id` text,
	`state` text NOT NULL,
	`channel` text NOT NULL,
	`ballot_id` text,
	`revision` integer NOT NULL,
	`voted_at` integer NOT NULL,
	`stated_age` integer,
	PRIMARY KEY(`town_id`, `phase_id`, `voter_key`),
	FOREIGN KEY (`town_id`,`phase_id`) REFERENCES `phases`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `voting_codes` (
	`town_id` text NOT NULL,
	`phase_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`batch` integer NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `phase_id`, `code_hash`),
	FOREIGN KEY (`town_id`,`phase_id`) REFERENCES `phases`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `voting_codes_batch` ON `voting_codes` (`town_id`,`phase_id`,`batch`,`state`);--> statement-breakpoint
-- Elections imported before keep their ballots: each project of theirs becomes an option of the vote phase, with its own id.
ALTER TABLE `ballot_choices` RENAME TO `old_ballot_choices`;
--> statement-breakpoint
ALTER TABLE `ballots` RENAME TO `old_ballots`;
--> statement-breakpoint
INSERT INTO vote_options (town_id, id, phase_id, number, position, kind, contribution_id, title, summary, cost_minor, translations)
SELECT c.town_id, c.id, v.phase_id, c.number, c.number, 'contribution', c.id, c.title, '', c.cost_minor, c.translations
FROM contributions c
JOIN (SELECT p.town_id, p.process_id, min(p.id) AS phase_id FROM phases p WHERE p.kind = 'vote' GROUP BY p.town_id, p.process_id) v
  ON v.town_id = c.town_id AND v.process_id = c.process_id
WHERE EXISTS (SELECT 1 FROM old_ballots b WHERE b.town_id = c.town_id AND b.process_id = c.process_id);
--> statement-breakpoint
CREATE TABLE `ballots` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`phase_id` text NOT NULL,
	`channel` text NOT NULL,
	`cast_at` integer NOT NULL,
	`receipt_hash` text,
	`bundle_id` text,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`phase_id`) REFERENCES `phases`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO ballots (town_id, id, phase_id, channel, cast_at)
SELECT b.town_id, b.id, v.phase_id, b.channel, b.cast_at
FROM old_ballots b
JOIN (SELECT p.town_id, p.process_id, min(p.id) AS phase_id FROM phases p WHERE p.kind = 'vote' GROUP BY p.town_id, p.process_id) v
  ON v.town_id = b.town_id AND v.process_id = b.process_id;
--> statement-breakpoint
CREATE TABLE `ballot_choices` (
	`town_id` text NOT NULL,
	`ballot_id` text NOT NULL,
	`option_id` text NOT NULL,
	`value` integer,
	`times` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`town_id`, `ballot_id`, `option_id`),
	FOREIGN KEY (`town_id`,`ballot_id`) REFERENCES `ballots`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`option_id`) REFERENCES `vote_options`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO ballot_choices (town_id, ballot_id, option_id, value, times)
SELECT o.town_id, o.ballot_id, o.contribution_id, coalesce(o.position, o.points), o.times
FROM old_ballot_choices o JOIN ballots b ON b.town_id = o.town_id AND b.id = o.ballot_id;
--> statement-breakpoint
INSERT INTO frozen_ballots (town_id, phase_id, form, text, hash, frozen_at, counted_at)
SELECT b.town_id, b.phase_id,
  CASE WHEN max(o.position) IS NOT NULL THEN 'ranking' WHEN max(o.points) IS NOT NULL THEN 'points' ELSE 'approval' END,
  '', '', min(b.cast_at), max(b.cast_at)
FROM ballots b LEFT JOIN old_ballot_choices o ON o.town_id = b.town_id AND o.ballot_id = b.id
GROUP BY b.town_id, b.phase_id;
--> statement-breakpoint
DROP TABLE `old_ballot_choices`;
--> statement-breakpoint
DROP TABLE `old_ballots`;
--> statement-breakpoint
CREATE INDEX `ballot_choices_option` ON `ballot_choices` (`town_id`,`option_id`);
--> statement-breakpoint
CREATE INDEX `ballots_phase` ON `ballots` (`town_id`,`phase_id`,`receipt_hash`);--> statement-breakpoint
UPDATE contributions SET points = 0 WHERE points <> 0 AND EXISTS (
  SELECT 1 FROM vote_options o JOIN frozen_ballots f ON f.town_id = o.town_id AND f.phase_id = o.phase_id
  WHERE o.town_id = contributions.town_id AND o.contribution_id = contributions.id AND f.form = 'ranking'
);
