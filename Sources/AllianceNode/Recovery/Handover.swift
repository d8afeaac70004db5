package import AllianceNames
import Credentials
package import Crypto
package import Replication
package import Roster
package import TransparencyLog

/// The word of the folder that signed until now, under its log key: it signs no more, it signed so far, and
/// this one other folder goes on. A signed note of its own, no entry of a log:
///
///     touchstone-handover/v1
///     member demo/maison
///     epoch e1
///     to 8c1f04d2a6b97e350f1d2c3b4a596877
///     demo/alliance/maison/e1 1200 CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
///
/// It is made after the fence of the one was handed over, durably, and makes the fence of the other: at
/// no time do both have one.
package struct Handover: Equatable, Sendable {
    private static let head = "touchstone-handover/v1"
    package static let bytesMax = SignedNote.bytesMax

    package let alliance: AllianceID
    package let member: MemberID
    package let epoch: Epoch
    /// The fence that goes on.
    package let to: FenceID
    package let marks: [LogOrigin: FenceMark]

    package init(
        alliance: AllianceID, member: MemberID, epoch: Epoch, to: FenceID,
        marks: [LogOrigin: FenceMark]
    ) {
        self.alliance = alliance
        self.member = member
        self.epoch = epoch
        self.to = to
        self.marks = marks
    }

    package var text: String {
        "\(Self.head)\nmember \(alliance)/\(member)\nepoch \(epoch)\nto \(to)\n"
            + FenceMarks.lines(of: marks)
    }

    package init?(parsing text: String) {
        var lines = text.split(separator: "\n")[...]
        func value(of word: String) -> Substring? {
            guard let line = lines.first, line.hasPrefix(word + " ") else { return nil }
            lines.removeFirst()
            return line.dropFirst(word.count + 1)
        }
        guard lines.popFirst() == Self.head[...], let name = value(of: "member"),
            let slash = name.firstIndex(of: "/"),
            let alliance = try? AllianceID(parsing: name[..<slash]),
            let member = try? MemberID(parsing: name[name.index(after: slash)...]),
            let epoch = value(of: "epoch").flatMap({ try? Epoch(parsing: $0) }),
            let to = value(of: "to").flatMap({ FenceID(parsing: $0) })
        else { return nil }
        var marks: [LogOrigin: FenceMark] = [:]
        for line in lines {
            guard let (origin, mark) = FenceMarks.mark(parsing: line) else { return nil }
            marks[origin] = mark
        }
        self.init(alliance: alliance, member: member, epoch: epoch, to: to, marks: marks)
        guard self.text == text else { return nil }
    }

    package func signed(by key: Curve25519.Signing.PrivateKey) throws -> SignedNote {
        let signer = try NoteSigner(
            name: KeyName.handover(member, of: alliance), privateKey: key)
        return try SignedNote(text: text, signatures: [signer.sign(text: text)])
    }

    /// - Throws: `RecoveryError` for a note that is not a handover of this member's newest log key.
    package init(verifying note: SignedNote, by roster: VerifiedRoster) throws {
        guard let handover = Handover(parsing: note.text) else {
            throw RecoveryError.handoverMalformed("its text has another form")
        }
        self = handover
        guard let member = roster.member(member), let key = member.logKey(in: epoch),
            roster.alliance == alliance, member.currentEpoch == epoch
        else {
            throw RecoveryError.handoverUnsigned(
                "the member register names no newest log key of epoch \(epoch) for \(member)")
        }
        let verifier = try VerifierKey(
            name: KeyName.handover(self.member, of: alliance), algorithm: .ed25519,
            publicKey: key.publicKey)
        do {
            _ = try note.signatures(verifiedBy: [verifier])
        } catch {
            throw RecoveryError.handoverUnsigned("\(error)")
        }
    }
}
