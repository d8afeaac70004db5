package import AuditTrail
package import SignIn

/// What the console asks its node about the audit log.
package protocol AuditShowing: Sendable {
    func page(_ query: AuditQuery) async throws -> AuditPageContent
}

/// Which records a page is to have.
package struct AuditQuery: Hashable, Sendable {
    package static let linesMax = 50

    /// Nil for everybody's.
    package var person: PersonID?
    package var action: AuditAction?
    /// Below this record; nil from the newest on.
    package var before: UInt64?

    package init(person: PersonID? = nil, action: AuditAction? = nil, before: UInt64? = nil) {
        self.person = person
        self.action = action
        self.before = before
    }

    /// Whether the record is one of those, wherever it stands. What is erased or cannot be read is of nobody.
    package func takes(_ line: AuditLine) -> Bool {
        guard person != nil || action != nil else { return true }
        guard let record = line.record else { return false }
        return (person == nil || record.who.person == person)
            && (action == nil || record.action == action)
    }
}

package struct AuditPageContent: Sendable {
    /// How much of the log somebody outside has cosigned.
    package struct Cosigned: Hashable, Sendable {
        package let size: UInt64
        /// Milliseconds since 1970.
        package let at: UInt64
        /// Names of the cosigners' keys.
        package let by: [String]

        package init(size: UInt64, at: UInt64, by: [String]) {
            self.size = size
            self.at = at
            self.by = by
        }
    }

    /// Newest first.
    package let lines: [AuditLine]
    /// Where the next page begins; nil at the end.
    package let before: UInt64?
    package let size: UInt64
    package let cosigned: Cosigned?

    package init(lines: [AuditLine], before: UInt64?, size: UInt64, cosigned: Cosigned?) {
        self.lines = lines
        self.before = before
        self.size = size
        self.cosigned = cosigned
    }
}

/// What the console needs of the audit log, where its desk has one.
package struct ConsoleAudit: Sendable {
    let showing: any AuditShowing
    let gate: any ExportGating
    /// For what must stand there before it is done.
    package let recording: any AuditRecording

    package init(
        _ showing: any AuditShowing, gate: any ExportGating, recording: any AuditRecording
    ) {
        self.showing = showing
        self.gate = gate
        self.recording = recording
    }
}
