/// `complaints.sqlite`: how the complaints in this member's desk channels stand. All of it is made of the logs and can be
/// made again, but for `judgement`, `fired`, and what owners said of numbers (`item`), which are this node's own.
enum ComplaintSchema {
    static let file = SQLiteFile(
        noun: "complaints", applicationID: 0x5473_436f,  // "TsCo"
        version: 3, schema: statements + cases + decisions + ties + figures + own + items,
        upgrades: [items, again])

    /// What members say, as far as it was taken up.
    private static let statements = """
        CREATE TABLE channel (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

        -- size: entries that were taken up. counted: entries that count, by the roster and the known forks.
        -- cosigned: which cosignatures and witnesses times were taken from last.
        CREATE TABLE log (
            id INTEGER PRIMARY KEY,
            origin TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL DEFAULT 0,
            counted INTEGER NOT NULL DEFAULT 0,
            isPlatform INTEGER NOT NULL DEFAULT 0,
            cosigned TEXT NOT NULL DEFAULT ''
        ) STRICT;

        -- A complaint by its entry, also one that only others speak of. Never deleted: a number is one complaint's.
        CREATE TABLE course (
            id INTEGER PRIMARY KEY,
            log INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            UNIQUE (log, idx)
        ) STRICT;

        -- time: since when it is confirmed, ms since 1970; NULL while it is not.
        CREATE TABLE statement (
            course INTEGER NOT NULL,
            log INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            time INTEGER,
            payload BLOB NOT NULL,
            PRIMARY KEY (course, log, idx)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX statementOfLog ON statement (log, idx, time);

        -- What was done about who errs or infringes again and again. party: a complainant as in `decided`, or
        -- seller/TYPE/VALUE. time: as of a statement.
        CREATE TABLE measure (
            log INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            party TEXT NOT NULL,
            time INTEGER,
            payload BLOB NOT NULL,
            PRIMARY KEY (log, idx)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX measureByParty ON measure (party);

        -- Read again before anything else is said of it.
        CREATE TABLE stale (course INTEGER PRIMARY KEY) STRICT;

        -- version: of the rows, counted up with every case that is written. takenOut: as LogStore has it.
        CREATE TABLE state (version INTEGER NOT NULL, takenOut INTEGER NOT NULL) STRICT;
        INSERT INTO state VALUES (0, 0);

        """

    /// What lists and queues show. Times: ms since 1970; the greatest number for what is not confirmed.
    private static let cases = """
        -- stages: how many listings stand where, two bytes for each stage. marketplaces: JSON.
        -- refusal: why it counts for nothing.
        CREATE TABLE complaint (
            course INTEGER PRIMARY KEY,
            channel INTEGER NOT NULL,
            complainant TEXT NOT NULL,
            onBehalfOf TEXT,
            rightKey TEXT NOT NULL,
            ground INTEGER NOT NULL,
            filedAt INTEGER NOT NULL,
            stages BLOB NOT NULL,
            marketplaces TEXT NOT NULL,
            due INTEGER,
            mendsLog INTEGER,
            mendsIdx INTEGER,
            mendedLog INTEGER,
            mendedIdx INTEGER,
            refusal TEXT,
            isUnjudged INTEGER NOT NULL,
            version INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX complaintUnjudged ON complaint (filedAt, course) WHERE isUnjudged = 1;

        -- One row for all that complaints are told apart by. stages: a bit for each stage.
        CREATE TABLE facet (
            channel INTEGER NOT NULL,
            name TEXT NOT NULL,
            filedAt INTEGER NOT NULL,
            course INTEGER NOT NULL,
            stages INTEGER NOT NULL,
            ground INTEGER NOT NULL,
            PRIMARY KEY (channel, name, filedAt, course)
        ) STRICT, WITHOUT ROWID;

        -- stage: -1 in a complaint that counts for nothing.
        CREATE TABLE listing (
            course INTEGER NOT NULL,
            place INTEGER NOT NULL,
            type INTEGER NOT NULL,
            value TEXT NOT NULL,
            hash INTEGER NOT NULL,
            stage INTEGER NOT NULL,
            wasReinstated INTEGER NOT NULL,
            PRIMARY KEY (course, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX listingByHash ON listing (hash);

        -- kind: 0 decision, 1 objection, 2 audit sample. entry: what it waits for.
        CREATE TABLE review (
            channel INTEGER NOT NULL,
            course INTEGER NOT NULL,
            place INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            stage INTEGER NOT NULL,
            ground INTEGER NOT NULL,
            harm INTEGER NOT NULL,
            warnAt INTEGER NOT NULL,
            escalateAt INTEGER NOT NULL,
            due INTEGER NOT NULL,
            log INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            PRIMARY KEY (channel, course, place)
        ) STRICT, WITHOUT ROWID;

        -- Who has decided about a listing that somebody has to decide again.
        CREATE TABLE decider (
            course INTEGER NOT NULL,
            place INTEGER NOT NULL,
            person TEXT NOT NULL,
            PRIMARY KEY (course, place, person)
        ) STRICT, WITHOUT ROWID;

        """

    /// What was decided, and what is to be done.
    private static let decisions = """
        CREATE TABLE decided (
            course INTEGER NOT NULL,
            place INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            complainant TEXT NOT NULL,
            ground INTEGER NOT NULL,
            decidedAt INTEGER NOT NULL,
            isUpheld INTEGER NOT NULL,
            overturnedAt INTEGER,
            stage INTEGER NOT NULL,
            isByPerson INTEGER NOT NULL,
            sellerType INTEGER,
            seller TEXT,
            PRIMARY KEY (course, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX decidedByComplainant ON decided (complainant, decidedAt);
        CREATE INDEX decidedBySeller ON decided (seller, decidedAt) WHERE seller IS NOT NULL;

        -- Orders that are not confirmed. scope: NULL to restore. escalated: by which entry.
        CREATE TABLE ordered (
            course INTEGER NOT NULL,
            place INTEGER NOT NULL,
            dueAt INTEGER NOT NULL,
            scope INTEGER,
            until INTEGER,
            log INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            time INTEGER NOT NULL,
            escalatedLog INTEGER,
            escalatedIdx INTEGER,
            escalatedAt INTEGER,
            PRIMARY KEY (course, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX orderedByTime ON ordered (dueAt, course, place);

        -- Deadlines that have not fired. places: two bytes each.
        CREATE TABLE deadline (
            course INTEGER NOT NULL,
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            places BLOB NOT NULL,
            time INTEGER NOT NULL,
            PRIMARY KEY (course, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX deadlineByTime ON deadline (time, id);

        """

    /// What ties complaints to one another beside the listings that they name.
    private static let ties = """
        -- Files that complainants brought, of goods only.
        CREATE TABLE broughtFile (
            digest BLOB NOT NULL,
            filedAt INTEGER NOT NULL,
            course INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            complainant TEXT NOT NULL,
            PRIMARY KEY (digest, filedAt, course)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX broughtFileOfCourse ON broughtFile (course);
        CREATE INDEX broughtFileOfAccount ON broughtFile (complainant, filedAt, channel);

        -- Sellers that complaints name, each once.
        CREATE TABLE accused (
            seller TEXT NOT NULL,
            sellerType INTEGER NOT NULL,
            filedAt INTEGER NOT NULL,
            course INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            complainant TEXT NOT NULL,
            PRIMARY KEY (seller, sellerType, filedAt, course)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX accusedOfCourse ON accused (course);

        """

    /// Figures as they are when everything open is late: what is not due yet is taken off by `openListing`.
    private static let figures = """
        -- Of one case: FigureParts.
        CREATE TABLE figure (
            course INTEGER PRIMARY KEY,
            channel INTEGER NOT NULL,
            filedAt INTEGER NOT NULL,
            ground INTEGER NOT NULL,
            parts BLOB NOT NULL
        ) STRICT;
        CREATE INDEX figureByTime ON figure (channel, filedAt);

        -- Of all cases filed in a month; marketplace is empty for cases as a whole. figures: FigureCell.
        CREATE TABLE cell (
            channel INTEGER NOT NULL,
            month INTEGER NOT NULL,
            marketplace TEXT NOT NULL,
            ground INTEGER NOT NULL,
            figures BLOB NOT NULL,
            PRIMARY KEY (channel, month, marketplace, ground)
        ) STRICT, WITHOUT ROWID;

        -- lateAt: from when it counts as due. ofPart, ofCase: how many are open there together.
        CREATE TABLE openListing (
            channel INTEGER NOT NULL,
            lateAt INTEGER NOT NULL,
            course INTEGER NOT NULL,
            place INTEGER NOT NULL,
            filedAt INTEGER NOT NULL,
            marketplace TEXT NOT NULL,
            ground INTEGER NOT NULL,
            ofPart INTEGER NOT NULL,
            ofCase INTEGER NOT NULL,
            PRIMARY KEY (channel, lateAt, course, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX openListingOfCourse ON openListing (course);

        """

    /// This node's own: in no log, and kept when all else is made again.
    private static let own = """
        -- complaint: digest of what the complaint said when it was looked at.
        CREATE TABLE judgement (
            course INTEGER NOT NULL,
            place INTEGER NOT NULL,
            complaint BLOB NOT NULL,
            review TEXT,
            harm INTEGER NOT NULL,
            weights TEXT NOT NULL,
            contributions TEXT NOT NULL,
            capture TEXT,
            isAuditSample INTEGER NOT NULL,
            PRIMARY KEY (course, place)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fired (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

        """

    /// What owners said of numbers on goods, beside what the logs hold: this node's own as well. Of version 2.
    private static let items = """
        -- Numbers that a case names. party: who named it, as in `decided`, or 'seller'. told: NULL where nobody was asked
        -- yet; answered, unowned, unanswered. askAt: from when it is to be asked about; NULL for not at all.
        CREATE TABLE item (
            course INTEGER NOT NULL,
            element TEXT NOT NULL,
            party TEXT NOT NULL,
            told TEXT,
            askedAt INTEGER NOT NULL,
            tries INTEGER NOT NULL,
            askAt INTEGER,
            answeredBy TEXT,
            question BLOB,
            answer BLOB,
            PRIMARY KEY (course, element)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX itemByTime ON item (askAt, course, element) WHERE askAt IS NOT NULL;

        """

    /// All cases are read again, with figures of their new form. Of version 3: a hold keeps nothing back that is to be
    /// restored, what is given up when it is contested counts, and second looks do.
    private static let again = """
        DELETE FROM figure;
        DELETE FROM cell;
        INSERT OR IGNORE INTO stale SELECT id FROM course;

        """
}
