import JSON
package import TransparencyLog

extension Roster {
    /// Who makes rosters: keys of plain Ed25519, and how many of them it takes.
    package struct Authority: Equatable, Sendable {
        package static let keysMax = 50

        package internal(set) var threshold: Int
        /// Ended keys stay, so that what they signed in their time can be checked.
        package internal(set) var keys: [AdmittedKey]

        package init(threshold: Int, keys: [AdmittedKey]) {
            self.threshold = threshold
            self.keys = keys
        }

        package var currentKeys: [VerifierKey] {
            keys.filter { !$0.tenure.hasEnded }.map(\.key)
        }

        /// How many of its keys these are, each once: by the key itself, not by its name.
        func voices(of signers: [VerifierKey]) -> Int {
            Set(currentKeys.filter(signers.contains).map(\.publicKey)).count
        }
    }

    /// A cosigner whose cosignatures count towards the quorum: a member, or somebody outside.
    package struct Witness: Equatable, Sendable {
        package static let witnessesMax = 100

        package internal(set) var admitted: AdmittedKey
        package var key: VerifierKey { admitted.key }
        package var isActive: Bool { !admitted.tenure.hasEnded }

        package init(_ admitted: AdmittedKey) { self.admitted = admitted }
    }

    /// Limits that decide which entries the view counts. They stand here, since a limit of one
    /// node's own would make views differ. They count places in the log, whatever stands there: what is
    /// erased later, or cannot be read, moves no other entry over the limit.
    package struct Quotas: Equatable, Sendable {
        /// So many entries of one log count, from its first.
        package let entriesPerLog: UInt64
        /// In so many entries after those retractions count, and nothing else: a member at its limit
        /// can still take back.
        package let retractionsPerLog: UInt64

        package init(entriesPerLog: UInt64, retractionsPerLog: UInt64) {
            self.entriesPerLog = entriesPerLog
            self.retractionsPerLog = retractionsPerLog
        }

        /// Statements count before this index.
        package var statementsEnd: UInt64 { entriesPerLog }
        /// Retractions count before this index.
        package var retractionsEnd: UInt64 {
            let (end, isPast) = entriesPerLog.addingReportingOverflow(retractionsPerLog)
            return isPast ? .max : end
        }

        package static let unlimited = Quotas(entriesPerLog: .max, retractionsPerLog: .max)
        package static let standard = Quotas(
            entriesPerLog: 20_000_000, retractionsPerLog: 20_000_000)
    }
}

extension Roster.Authority {
    init(reading object: inout JSONObject) throws(RosterError) {
        let path = object.path(of: "threshold")
        let number = try object.integer("threshold")
        keys = try object.list("keys", max: Self.keysMax) { item throws(RosterError) in
            try AdmittedKey(reading: &item, algorithm: .ed25519)
        }
        try object.finish()
        guard let threshold = Int(exactly: number), (1...Self.keysMax).contains(threshold) else {
            throw .field(path: path, expected: "1 to \(Self.keysMax)", found: "\(number)")
        }
        self.threshold = threshold
    }

    var json: JSONValue {
        .object(["threshold": .integer(UInt64(threshold)), "keys": .array(keys.map(\.json))])
    }
}

extension Roster.Quotas {
    init(reading object: inout JSONObject) throws(RosterError) {
        entriesPerLog = try object.integer("entriesPerLog")
        retractionsPerLog = try object.integer("retractionsPerLog")
        try object.finish()
    }

    var json: JSONValue {
        .object([
            "entriesPerLog": .integer(entriesPerLog),
            "retractionsPerLog": .integer(retractionsPerLog),
        ])
    }
}
