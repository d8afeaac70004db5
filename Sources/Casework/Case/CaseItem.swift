package import SignIn
package import Statements
package import TransparencyLog

/// One thing that was put into a case.
package struct CaseItem: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case identifier, note, task, person, event, file, link
    }

    package enum Body: Hashable, Sendable {
        case identifier(Indicator, note: String)
        case note(String)
        /// Of somebody, until a day: ms since 1970.
        case task(String, of: PersonID?, due: UInt64?)
        /// Somebody outside: a suspect, a witness, an officer.
        case person(name: String, role: String, contact: String)
        /// Something that happened, and when.
        case event(at: UInt64, String)
        /// Its bytes are kept by their digest.
        case file(name: String, sha256: Digest, byteCount: Int)
        case link(CaseLink, reference: String)
    }

    package let id: CaseworkID
    package let body: Body
    package let addedAt: UInt64
    package let addedBy: PersonID
    /// Of a task.
    package var doneAt: UInt64?
    package var doneBy: PersonID?

    package init(
        id: CaseworkID, body: Body, addedAt: UInt64, addedBy: PersonID, doneAt: UInt64? = nil,
        doneBy: PersonID? = nil
    ) {
        self.id = id
        self.body = body
        self.addedAt = addedAt
        self.addedBy = addedBy
        self.doneAt = doneAt
        self.doneBy = doneBy
    }

    /// When it belongs on the case's timeline.
    package var at: UInt64 {
        if case .event(let at, _) = body { at } else { addedAt }
    }

    package mutating func finish(by person: PersonID, at now: UInt64) throws(CaseworkError) {
        guard case .task = body else { throw .notThere }
        if doneAt == nil { (doneAt, doneBy) = (now, person) }
    }
}

/// What of the alliance's business a case belongs to.
package enum CaseLink: String, CaseIterable, Sendable {
    case complaint, question, report
}

extension CaseItem.Body {
    package var kind: CaseItem.Kind {
        switch self {
        case .identifier: .identifier
        case .note: .note
        case .task: .task
        case .person: .person
        case .event: .event
        case .file: .file
        case .link: .link
        }
    }

    /// - Throws: `CaseworkError.text`, `.tooLarge`.
    package func check() throws(CaseworkError) {
        let (long, short) = (CaseLimits.textCharactersMax, CaseLimits.nameCharactersMax)
        switch self {
        case .identifier(_, let note):
            try VisibleText.check(
                note, "note", charactersMax: long, isLong: true, mayBeEmpty: true)
        case .note(let text), .event(_, let text):
            try VisibleText.check(text, "text", charactersMax: long, isLong: true)
        case .task(let text, _, _):
            try VisibleText.check(text, "text", charactersMax: long, isLong: true)
        case .person(let name, let role, let contact):
            try VisibleText.check(name, "name", charactersMax: short)
            try VisibleText.check(role, "role", charactersMax: short, mayBeEmpty: true)
            try VisibleText.check(
                contact, "contact", charactersMax: long, isLong: true, mayBeEmpty: true)
        case .file(let name, _, let byteCount):
            try VisibleText.check(name, "name", charactersMax: short)
            guard (1...CaseLimits.fileBytesMax).contains(byteCount) else {
                throw .tooLarge(what: "the file", bytesMax: CaseLimits.fileBytesMax)
            }
        case .link(_, let reference):
            try VisibleText.check(reference, "reference", charactersMax: short)
        }
        if case .event(let at, _) = self, at > StatementLimits.timeMillisecondsMax {
            throw .text(field: "day")
        }
    }
}
