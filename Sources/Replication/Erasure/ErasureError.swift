package import AllianceNames
package import TransparencyLog

/// Why an erasure certificate is refused.
package enum ErasureError: Error, Equatable, CustomStringConvertible {
    case note(TransparencyLogError)
    case malformed(line: Int, expected: String)
    case noEntries
    case tooManyEntries(found: UInt64, ranges: Int)
    case unknownLog(LogOrigin)
    /// No key that the roster knows for it has signed.
    case unsigned
    case authorMissing(LogOrigin, reason: ErasureCertificate.Reason)
    case authorityMissing(needed: Int, found: Int)
    case tooManyProposals(LogOrigin, max: Int)
    case onHold(EntryRanges, reference: String)

    package var description: String {
        switch self {
        case .note(let error): "the erasure certificate is refused: \(error)"
        case .malformed(let line, let expected):
            "line \(line) of the erasure certificate is malformed: expected \(expected)"
        case .noEntries: "an erasure certificate names at least one entry"
        case .tooManyEntries(let found, let ranges):
            "an erasure certificate names at most \(ErasureCertificate.entriesMax) entries in \(ErasureCertificate.rangesMax) ranges, not \(found) in \(ranges); make several"
        case .unknownLog(let origin):
            "the member register knows no log \(origin), so nobody can have its entries erased"
        case .unsigned:
            "neither the author nor the authority signed the erasure certificate; look where it came from"
        case .authorMissing(let origin, let reason):
            "the author has not signed, and for the reason '\(reason.rawValue)' it has to: 'touchstone indicator erase' at \(origin.member)"
        case .authorityMissing(let needed, let found):
            "\(found) of \(needed) keys of the authority have signed; have it countersigned with 'touchstone alliance countersign-erasure'"
        case .tooManyProposals(let origin, let max):
            "\(max) erasures of log \(origin) wait for signatures already; deal with those first"
        case .onHold(let entries, let reference):
            "entries \(entries) are held as evidence in case '\(reference)'; end the hold first ('touchstone alliance hold --end')"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .note(let error): error.keyword
        case .malformed: "erasure-malformed"
        case .noEntries: "erasure-empty"
        case .tooManyEntries: "erasure-too-large"
        case .unknownLog: "erasure-unknown-log"
        case .unsigned: "erasure-unsigned"
        case .authorMissing: "erasure-author-missing"
        case .authorityMissing: "erasure-authority-missing"
        case .tooManyProposals: "erasure-too-many-proposals"
        case .onHold: "erasure-on-hold"
        }
    }
}
