/// The databases of a node beside its record and its view, as one looks at them who changes nothing.
package enum NodeDatabase: CaseIterable, Sendable {
    case registry, scans, scanEvents, questions, collections, requests, access, audit, casework
    case notices, complaints, evidence, orders, accounts

    private var file: SQLiteFile {
        switch self {
        case .registry: RegistrySchema.file
        case .scans: ScanSchema.file
        case .scanEvents: ScanEventSchema.file
        case .questions: SQLiteLateQuestions.file
        case .collections: ObjectIndexSchema.file
        case .requests: SQLiteRequestKeys.file
        case .access: AccessSchema.file
        case .audit: LogSchema.file
        case .casework: CaseworkSchema.file
        case .notices: NoticeSchema.file
        case .complaints: ComplaintSchema.file
        case .evidence: EvidenceSchema.file
        case .orders: OrderSchema.file
        case .accounts: AccountSchema.file
        }
    }

    /// Reads all of the file at `path`, as SQLite checks it, and what a node or a command reads of it first.
    /// - Throws: `SQLiteStoreError` for what keeps it from being used.
    package func look(at path: String) throws -> LookedAtFile<Void> {
        var isOpen = false
        do {
            return try file.look(at: path) { database, isCurrent in
                isOpen = true
                try database.requireSound()
                guard isCurrent else { return .earlierFormat }
                try readFirst(of: database)
                return .sound(())
            }
        } catch let error as SQLiteStoreError where self == .collections && !isOpen {
            // What `SQLiteObjectIndex.init(opening:)` does.
            guard let reason = error.reasonToMakeAnew else { throw error }
            return .madeAnew(reason: reason)
        }
    }

    private func readFirst(of database: DurableDatabase) throws {
        switch self {
        case .registry: _ = try SQLiteItemRegistry(database).counts()
        case .requests: _ = try SQLiteRequestKeys(database)
        case .access: _ = try SQLiteAccessStore(database).snapshot()
        case .audit: _ = try SQLiteLogStore(database).states()
        case .casework: _ = try SQLiteCaseworkStore(database).drafts()
        case .notices: _ = try SQLiteNoticeStore(database).subscriptions()
        case .complaints: _ = try SQLiteComplaintStore(database).count()
        case .orders: _ = try SQLiteOrderOutbox(database).counts()
        case .accounts: _ = try SQLiteAccountStore(database).counts()
        case .scans, .scanEvents, .questions, .collections, .evidence: break
        }
    }
}

extension SQLiteLogStore {
    /// Looks at the record at `path` and reads all of it, as SQLite checks it, without changing anything.
    ///
    /// - Parameter body: reads of it what is asked.
    /// - Throws: `SQLiteStoreError` for what keeps it from being used, and what `body` throws.
    package static func look<Content>(
        at path: String, _ body: (SQLiteLogStore) throws -> Content
    ) throws -> LookedAtFile<Content> {
        try file.look(at: path) { database, isCurrent in
            try database.requireSound()
            return isCurrent ? .sound(try body(SQLiteLogStore(database))) : .earlierFormat
        }
    }
}

extension SQLiteStoreError {
    /// Why a file is thrown away that holds nothing of its own; nil where it is left alone.
    var reasonToMakeAnew: String? {
        switch self {
        case .empty: "is empty"
        case .notADatabase: "is not a SQLite database"
        case .damaged(_, let detail): "is damaged (\(detail))"
        default: nil
        }
    }
}
