import AllianceNames
import CRDT
import Evidence
import MergedView
import Replication
import Roster
import Statements
import TransparencyLog

/// What verifying an evidence bundle has found.
struct BundleOutput: VersionedOutput {
    struct Check: Encodable {
        /// `files`, `register`, `maker`, …
        let check: String
        let holds: Bool
        /// What holds, where it does.
        let sentence: String
        /// Why it does not.
        let failures: [String]
    }
    struct Said: Encodable {
        let number: Int
        let member: String
        let name: String
        let log: String
        let index: UInt64
        let kind: String
        let says: String
        /// By the author's own clock; absent where the entry is of a form that is not known here.
        let saidAt: String?
        /// Absent while no quorum of witnesses vouches for it.
        let confirmedSince: String?
        let witnesses: [String]
        /// `live`, `suspended`, `retracted`, `outOfScope`, `erased`.
        let standing: String
        let withdrawnBy: [Int]
        let leafHash: String
    }
    struct CaptureFile: Encodable {
        let file: String
        /// Whether the bundle names it.
        let holds: Bool
        let sha256: String
        let name: String?
        let by: String?
        let at: String?
    }
    /// What a bundle has not, by the word of whoever made it.
    struct Part: Encodable {
        struct LeftOut: Encodable {
            let member: String
            let name: String
            let entries: UInt64
            /// They were not counted any further.
            let isAtLeast: Bool
        }
        /// Only of these; empty for all.
        let members: [String]
        /// Only of these; empty for all.
        let channels: [String]
        let leftOut: [LeftOut]

        init(_ part: BundlePart, name: (MemberID) -> String) {
            members = part.members.map(\.rawValue)
            channels = part.channels.map(\.rawValue)
            leftOut = part.leftOut.sorted { $0.key < $1.key }.map { member, entries in
                LeftOut(
                    member: member.rawValue, name: name(member), entries: entries,
                    isAtLeast: entries >= BundlePart.countedMax)
            }
        }
    }
    struct Bundle: Encodable {
        let holds: Bool
        let alliance: String
        let kind: String?
        let identifier: String?
        let maker: String
        let person: String
        let purpose: String
        let madeAt: String
        let registerVersion: UInt64?
        let isRegisterExpired: Bool?
        let checks: [Check]
        /// Absent where it has all that whoever made it could take away.
        let part: Part?
        let statements: [Said]
        let captures: [CaptureFile]
    }
    let version = 1
    let bundles: [Bundle]

    init(
        _ bundle: EvidenceBundle, _ judgement: EvidenceJudgement, captures: [CaptureFile]
    ) {
        let (manifest, verified) = (bundle.manifest, judgement.verified)
        bundles = [
            Bundle(
                holds: judgement.holds && captures.allSatisfy(\.holds),
                alliance: manifest.alliance.rawValue, kind: manifest.about?.type.name,
                identifier: manifest.about?.value, maker: manifest.making.member.rawValue,
                person: manifest.making.person, purpose: manifest.making.purpose,
                madeAt: manifest.making.at.description,
                registerVersion: verified?.roster.version,
                isRegisterExpired: verified?.isRegisterExpired,
                checks: judgement.checks.map {
                    Check(
                        check: $0.kind.rawValue, holds: $0.holds, sentence: $0.sentence,
                        failures: $0.failures)
                },
                part: manifest.part.map { part in
                    Part(part) { verified?.name($0) ?? $0.rawValue }
                },
                statements: verified.map { verified in
                    verified.statements.map { Said($0, in: verified) }
                } ?? [], captures: captures)
        ]
    }
}

extension BundleOutput.Part {
    /// For people.
    var sentences: [String] {
        var sentences: [String] = []
        if !members.isEmpty {
            sentences.append("This is a part: only what \(members.joined(separator: ", ")) said.")
        }
        if !channels.isEmpty {
            let channels = channels.joined(separator: ", ")
            sentences.append("This is a part: only what was said in \(channels).")
        }
        for one in leftOut {
            let count = Plural.text(one.entries, "more entry", "more entries")
            let least = one.isAtLeast ? "at least " : ""
            sentences.append(
                "This is a part: \(least)\(count) of \(Table.visible(one.name)) (\(one.member)) left out for lack of room."
            )
        }
        return sentences
    }
}

extension BundleOutput.Said {
    fileprivate init(_ statement: VerifiedStatement, in verified: VerifiedBundle) {
        number = statement.number
        member = statement.member.rawValue
        name = verified.name(statement.member)
        log = statement.dot.log.description
        index = statement.dot.index
        kind = statement.kind?.description ?? "unknown"
        saidAt = statement.issuedAt.map { MomentText.print($0) }
        confirmedSince = statement.confirmedAt.map { MomentText.print($0 * 1_000) }
        witnesses = statement.witnesses
        withdrawnBy = statement.takenBackBy
        leafHash = statement.leaf.hex
        switch statement.content {
        case .said(let said):
            says = StatementSummary.words(said)
            standing = "\(statement.standing)"
        case .erased(let reason, let at):
            says = "erased (\(reason.rawValue), \(at))"
            standing = "erased"
        case .unreadable(let why):
            says = "cannot be read: \(why)"
            standing = "\(statement.standing)"
        }
    }

    /// For people.
    var stands: String { StandingWords.words(standing, withdrawnBy: withdrawnBy) }
}
