package import AllianceNames
package import SignIn
package import TransparencyLog

/// One thing that was said or done about an inquiry: which revision it made, when, and by whom.
package struct InquiryEntry: Hashable, Sendable {
    package enum Author: Hashable, Sendable {
        case person(PersonID)
        case member(MemberID)
        case node
    }

    package enum Body: Hashable, Sendable {
        /// The question itself.
        case asked(String)
        case further(String)
        case answered(InquiryAnswer)
        case photo(InquiryPhoto)
        case assigned(PersonID?)
        case managed(PersonID?)
        /// For this house alone.
        case note(String)
        case contact(with: String, String, next: UInt64?)
        case handedOver(to: PersonID)
        /// It waited too long.
        case escalated
        case closed
        /// Something did not reach the other member, and why.
        case undelivered(LetterFailure)
    }

    package let number: UInt64
    package let at: UInt64
    package let by: Author
    package let body: Body
    /// The number that it has at the other member that said it.
    package let remote: UInt64?

    package init(number: UInt64, at: UInt64, by author: Author, body: Body, remote: UInt64? = nil) {
        self.number = number
        self.at = at
        by = author
        self.body = body
        self.remote = remote
    }

    /// Whether it is kept however many there are: what ends a question, and what the node notes.
    package var isKeptBeyondMax: Bool {
        switch body {
        case .answered, .closed, .escalated, .undelivered: true
        case .asked, .further, .photo, .assigned, .managed, .note, .contact, .handedOver: false
        }
    }
}

/// What an answer to "is this yours?" says.
package struct InquiryAnswer: Hashable, Sendable {
    package enum Verdict: String, CaseIterable, Sendable {
        case yes, no
        /// More has to be known first.
        case more
        /// To a question that is none of yes or no.
        case text
    }

    package let verdict: Verdict
    package let text: String

    package init(_ verdict: Verdict, _ text: String = "") {
        self.verdict = verdict
        self.text = text
    }

    /// Yes and no stand for themselves; the others have words.
    /// - Throws: `CaseworkError.text`.
    package func check() throws(CaseworkError) {
        try VisibleText.check(
            text, "text", charactersMax: InquiryLimits.textCharactersMax, isLong: true,
            mayBeEmpty: verdict == .yes || verdict == .no)
    }
}

/// What an inquiry is about.
package struct InquirySubject: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case product, right, listing, identifier, complaint, other
    }

    package let kind: Kind
    /// As people name it: a number, an address, a registration.
    package let reference: String

    /// - Throws: `CaseworkError.text`.
    package init(_ kind: Kind, _ reference: String) throws(CaseworkError) {
        try VisibleText.check(
            reference, "reference", charactersMax: InquiryLimits.referenceCharactersMax)
        self.kind = kind
        self.reference = reference
    }
}

/// A picture that belongs to a question. Its bytes are kept by their digest, and never shown by the desk.
package struct InquiryPhoto: Hashable, Sendable {
    package let name: String
    package let kind: FileKind
    package let sha256: Digest
    package let byteCount: Int

    /// - Throws: `CaseworkError`: `.text`, `.tooLarge`, `.fileKind`.
    package init(
        name: String, kind: FileKind, sha256: Digest, byteCount: Int
    ) throws(CaseworkError) {
        try VisibleText.check(name, "name", charactersMax: InquiryLimits.nameCharactersMax)
        guard kind != .pdf else { throw .fileKind }
        guard (1...InquiryLimits.photoBytesMax).contains(byteCount) else {
            throw .tooLarge(what: "the photo", bytesMax: InquiryLimits.photoBytesMax)
        }
        self.name = name
        self.kind = kind
        self.sha256 = sha256
        self.byteCount = byteCount
    }

    /// Of bytes that begin as a picture does.
    package init(name: String, _ bytes: [UInt8]) throws(CaseworkError) {
        guard let kind = FileKind(of: bytes) else { throw .fileKind }
        try self.init(
            name: name, kind: kind, sha256: Digest.sha256(bytes), byteCount: bytes.count)
    }

    /// In how many letters its bytes go.
    package var partCount: Int {
        (byteCount + InquiryLimits.partBytes - 1) / InquiryLimits.partBytes
    }

    /// How many bytes a part has, from 0.
    package func byteCount(ofPart part: Int) -> Int {
        min(InquiryLimits.partBytes, byteCount - part * InquiryLimits.partBytes)
    }
}

/// What a file is by its first bytes, whatever it is called.
package enum FileKind: String, CaseIterable, Sendable {
    case jpeg, png, webp, pdf

    /// Nil for any other.
    package init?(of bytes: [UInt8]) {
        func begins(_ start: [UInt8], at place: Int = 0) -> Bool {
            bytes.dropFirst(place).starts(with: start)
        }
        if begins([0xff, 0xd8, 0xff]) {
            self = .jpeg
        } else if begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            self = .png
        } else if begins(Array("RIFF".utf8)), begins(Array("WEBP".utf8), at: 8) {
            self = .webp
        } else if begins(Array("%PDF-".utf8)) {
            self = .pdf
        } else {
            return nil
        }
    }
}

/// How much of all this there may be.
package enum InquiryLimits {
    package static let subjectCharactersMax = 120
    package static let textCharactersMax = 1_200
    package static let nameCharactersMax = 120
    package static let referenceCharactersMax = 240
    /// Entries of one inquiry; a question of another member counts. Answers, what closes it and what the node
    /// notes are kept beyond it: whoever fills one ends nothing by that.
    package static let entriesMax = 500
    /// From so many on, another member can only answer and close.
    package static let remoteEntriesMax = 400
    /// That are kept: of this house's people; of all other members; of one of these.
    package static let inquiriesMax = 10_000
    package static let ofMembersMax = 10_000
    package static let ofMemberMax = 2_000
    /// That other members asked and that are not closed.
    package static let openOfMemberMax = 100
    package static let ofMemberInDayMax = 100
    package static let photosMax = 3
    package static let photoBytesMax = 240_000
    /// That are kept: of this house's people; of all other members; of one of these. What is named counts in full
    /// before it is there.
    package static let photosBytesMax = 256 << 20
    package static let photosOfMembersBytesMax = 512 << 20
    package static let photosOfMemberBytesMax = 64 << 20
    /// For all parts of a photo that another member has named.
    package static let partsMilliseconds: UInt64 = 7 * 86_400_000
    /// Of a photo, in one letter: with Base64 and what stands around it, it fits.
    package static let partBytes = 12_000
    package static let listedMax = 200
    package static let deliveryMilliseconds: UInt64 = 7 * 86_400_000
    /// After it is over: personal data of people outside may stand in it.
    package static let keptMilliseconds: UInt64 = 400 * 86_400_000
    package static let timeMillisecondsMax: UInt64 = 253_402_300_799_000

    static func check(_ text: String) throws(CaseworkError) {
        try VisibleText.check(text, "text", charactersMax: textCharactersMax, isLong: true)
    }

    static func check(due: UInt64?) throws(CaseworkError) {
        guard due ?? 0 <= timeMillisecondsMax else { throw .text(field: "next") }
    }
}
