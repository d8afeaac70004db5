/// What requests with a key were answered, for such as make nothing in this file.
extension SQLiteCaseworkStore {
    /// What a request with this key was answered; nil for one that is new, for which there is room then.
    ///
    /// - Throws: `KeyedMakingError`.
    package func answer(to request: KeyedMaking) throws -> String? {
        try database.write { db in
            if let answer = try KeyedRows.made(by: request, db) { return answer }
            try KeyedRows.checkRoom(for: request, db)
            return nil
        }
    }

    /// Of two at once the first stays. What was done is not refused for want of room: that was looked at before.
    ///
    /// - Throws: `KeyedMakingError.usedOtherwise`.
    package func keep(_ answer: String, to request: KeyedMaking) throws {
        try database.write { db in
            guard try KeyedRows.made(by: request, db) == nil else { return }
            try KeyedRows.insert(answer, by: request, db)
        }
    }
}
