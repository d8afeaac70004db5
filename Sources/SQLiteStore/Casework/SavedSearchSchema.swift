/// What `casework.sqlite` has since people can keep searches.
enum SavedSearchSchema {
    /// query: as in an address. seen: what was searched at ranAt, a log and its size a line.
    static let step = """
        CREATE TABLE savedSearch (
            id TEXT PRIMARY KEY,
            owner TEXT NOT NULL,
            name TEXT NOT NULL,
            query TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            ranAt INTEGER NOT NULL,
            seen TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX savedSearchByOwner ON savedSearch (owner, name);

        """
}
