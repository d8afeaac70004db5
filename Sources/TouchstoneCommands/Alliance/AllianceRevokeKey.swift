import AllianceNames
package import ArgumentParser
import Credentials
import Roster
import TransparencyLog
import X509

package struct AllianceRevokeKey: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "revoke-key",
        abstract: "Shut out a TLS, answer or cosigner key that was stolen or is no longer used.",
        discussion: """
            A node that has the new register refuses the key within a second, on connections that are \
            open as well. The member's other keys stay; a new one is made with 'touchstone member \
            new-tls-key', 'new-answer-key' or 'new-cosigner-key' and admitted with its descriptor. What a \
            witness's cosigner key has confirmed counts no more. A log key ends with 'alliance end-log'.

            Without --key and --certificate the keys are listed that the member uses now.

            Example: touchstone alliance revoke-key norvik --certificate stolen.pem --home authority --yes
            """)

    @OptionGroup package var home: HomeOption
    @Argument(help: "The member.") var member: String
    @Option(help: "The key: a verifier key, or the SHA-256 of a TLS key, as they are listed.")
    var key: String?
    @Option(help: "A certificate over the TLS key.", completion: .file()) var certificate: String?
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func validate() throws {
        if key != nil, certificate != nil {
            throw ValidationError("name the key with --key or with --certificate, not both")
        }
    }

    package func run() throws {
        let folder = try AuthorityFolder(home)
        let id = try MemberID(parsing: member)
        guard let member = folder.roster.member(id), member.isActive else {
            throw CommandError("\(id) is no member now; 'touchstone alliance roster' shows who is")
        }
        guard key != nil || certificate != nil else { return list(member) }
        var draft = folder.draft()
        let what: String
        if let spki = try tlsKey() {
            try draft.endTLSKey(spki, of: id)
            what = "TLS key \(spki.hex)"
            if member.tlsKeys.filter({ !$0.tenure.hasEnded }).count == 1 {
                Output.remark(
                    "note: it is the only TLS key of \(id): until another is admitted, no node serves it"
                )
            }
        } else {
            let verifier = try VerifierKey(parsing: key ?? "")
            let isWitness = draft.witnessKey(of: id) == verifier
            try draft.endKey(verifier, of: id)
            if isWitness {
                Output.remark(
                    "note: \(id) counts as a witness no more, \(Plural.text(draft.roster.witnesses.count { $0.isActive }, "witness", "witnesses")) left; 'touchstone alliance witness \(id)' makes it one again once it has another key"
                )
            }
            let answering = member.answerKeys.filter { !$0.tenure.hasEnded }.map(\.key)
            if answering == [verifier] {
                Output.remark(
                    "note: it is the only answer key of \(id): until another is admitted, nothing that it answers is believed"
                )
            }
            what = "key \(verifier)"
        }
        guard yes else {
            Output.write("Nothing was signed. Say --yes to shut out \(what) of \(id).")
            return
        }
        try folder.publish(
            draft,
            "Shut out \(what) of \(id) in register \(draft.roster.version).")
    }

    /// The digest of a TLS key; nil where another kind of key is named.
    private func tlsKey() throws -> Digest? {
        if let certificate {
            return try Certificate(pem: DurableFile.text(certificate), path: certificate)
                .spkiDigest
        }
        guard let key else { return nil }
        return Digest(hex: key[...]) ?? Digest(base64: key)
    }

    private func list(_ member: Member) {
        var table = Table(["kind", "key", "since"])
        func append(_ kind: String, _ key: String, _ tenure: Tenure) {
            if !tenure.hasEnded { table.append([kind, key, tenure.from.description]) }
        }
        for key in member.tlsKeys { append("TLS", key.spki.hex, key.tenure) }
        for key in member.answerKeys { append("answer", key.key.description, key.tenure) }
        for key in member.cosignerKeys { append("cosigner", key.key.description, key.tenure) }
        Output.write(table.isEmpty ? "\(member.id) has no such key." : table.text)
    }
}
