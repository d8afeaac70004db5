package import AllianceNames
package import Roster
package import TransparencyLog

/// 'Salt and payload of these entries are to be gone': the text of a signed note of its own, and a
/// statement like any other until the roster's keys have signed it (`VerifiedErasureCertificate`).
///
///     touchstone-erasure/v1
///     origin <alliance>/<channel>/<member>/<epoch>
///     entries 3,17-20
///     reason request
///     time 2026-11-25T20:15:00Z
///
/// docs/erasure.md has the rules. Nothing else signs a text that begins so: a checkpoint begins with
/// its origin, a roster with a brace.
package struct ErasureCertificate: Hashable, Sendable {
    package static let heading = "touchstone-erasure/v1"
    package static let textBytesMax = 16 * 1024
    package static let rangesMax = 512
    /// With payloads of 16 KiB each, as much as one batch may take in memory.
    package static let entriesMax: UInt64 = 4_096

    /// Why; who has to sign depends on it.
    package enum Reason: String, CaseIterable, Sendable {
        /// Of the person whose data it is, or of somebody for it.
        case request
        /// The roster's retention limit has passed.
        case retentionLimit = "retention-limit"
        case legalOrder = "legal-order"
        case authorsError = "authors-error"

        /// Whether the author has to sign beside the authority.
        package var needsAuthor: Bool {
            switch self {
            case .request, .authorsError: true
            case .retentionLimit, .legalOrder: false
            }
        }
    }

    package let origin: LogOrigin
    /// Also entries that the log does not have yet.
    package let entries: EntryRanges
    package let reason: Reason
    package let issuedAt: UTCTimestamp

    /// - Throws: `noEntries`, `tooManyEntries`.
    package init(
        origin: LogOrigin, entries: EntryRanges, reason: Reason, issuedAt: UTCTimestamp
    ) throws(ErasureError) {
        guard !entries.isEmpty else { throw .noEntries }
        guard entries.count <= Self.entriesMax, entries.ranges.count <= Self.rangesMax else {
            throw .tooManyEntries(found: entries.count, ranges: entries.ranges.count)
        }
        self.origin = origin
        self.entries = entries
        self.reason = reason
        self.issuedAt = issuedAt
    }

    /// Reads what `text` prints, and nothing else.
    /// - Throws: `malformed` with the line, `tooManyEntries`.
    package init(parsing text: String) throws(ErasureError) {
        guard text.utf8.count <= Self.textBytesMax else {
            throw .malformed(line: 1, expected: "at most \(Self.textBytesMax) bytes")
        }
        let lines = Array(text.utf8).split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        guard lines.first == Self.heading else {
            throw .malformed(line: 1, expected: Self.heading)
        }
        guard lines.count == 6, lines[5].isEmpty else {
            throw .malformed(line: lines.count, expected: "five lines")
        }
        let origin = try Self.field("origin", of: lines, at: 1) { try LogOrigin(parsing: $0) }
        let entries = try Self.field("entries", of: lines, at: 2) {
            try EntryRanges(parsing: $0, rangesMax: Self.rangesMax)
        }
        guard let reason = try Self.field("reason", of: lines, at: 3, Reason.init(rawValue:))
        else {
            throw .malformed(
                line: 4,
                expected: "reason " + Reason.allCases.map(\.rawValue).joined(separator: "|"))
        }
        let issuedAt = try Self.field("time", of: lines, at: 4) { try UTCTimestamp(parsing: $0) }
        try self.init(origin: origin, entries: entries, reason: reason, issuedAt: issuedAt)
        // One text for one meaning, whatever the parsers above let pass.
        guard self.text.utf8.elementsEqual(text.utf8) else {
            throw .malformed(line: 1, expected: "the one spelling of this certificate")
        }
    }

    private static func field<Value>(
        _ name: String, of lines: [String], at place: Int, _ parse: (String) throws -> Value
    ) throws(ErasureError) -> Value {
        guard lines[place].hasPrefix("\(name) ") else {
            throw .malformed(line: place + 1, expected: name)
        }
        do {
            return try parse(String(lines[place].dropFirst(name.count + 1)))
        } catch {
            throw .malformed(line: place + 1, expected: name)
        }
    }

    /// The note text, which is what gets signed.
    package var text: String {
        """
        \(Self.heading)
        origin \(origin)
        entries \(entries)
        reason \(reason.rawValue)
        time \(issuedAt)

        """
    }

    /// SHA-256 of the text: names the certificate, whoever has signed it so far.
    package var id: Digest { Digest.sha256(Array(text.utf8)) }
}
