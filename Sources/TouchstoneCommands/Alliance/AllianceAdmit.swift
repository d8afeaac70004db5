import AllianceNames
package import ArgumentParser
import Credentials
import Foundation
import GS1
import Roster
import Statements
import TransparencyLog

package struct AllianceAdmit: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "admit",
        abstract: "Admit members: certify their keys and sign the next member register.",
        discussion: """
            Have the member read its descriptor's fingerprint out by telephone, and give it as \
            --fingerprint: a descriptor in which anything was changed on its way (a key, the address, a \
            prefix) has another one, and is not admitted. Without it, compare what is printed before \
            anything is passed on. It is the SHA-256 of the file as the member's commands write it. What \
            the member must put into its folder is written to --deliver (default \
            <home>/admitted/<member>).

            A member's descriptor is admitted again when it has new keys. One that begins a new epoch \
            ends the member's open logs: say where with --from, --checkpoint or --void, as for \
            'alliance remove'. Of a witness that has another cosigner key, --witness has that one count in \
            the place of the one before.

            Example: touchstone alliance admit verel.json --home authority --channel luxury
            """)

    @OptionGroup package var home: HomeOption

    @Argument(help: "Members' descriptors, as 'member init' made them.", completion: .file())
    var descriptors: [String]

    @Option(
        name: .customLong("fingerprint"),
        help:
            "A descriptor's fingerprint, as its member has read it out; for several descriptors, give it once each."
    )
    var fingerprints: [String] = []

    @Option(name: .customLong("role"), help: "Its roles; default those of the descriptor.")
    var roles: [String] = []

    @Option(name: .customLong("channel"), help: "Channels besides 'alliance'; new ones are opened.")
    var channels: [String] = []

    @Option(name: .customLong("prefix"), help: "Its GS1 prefixes; default those of the descriptor.")
    var prefixes: [String] = []

    @Option(
        name: .customLong("scheme"), help: "Its own code schemes; default those of the descriptor.")
    var schemes: [String] = []

    @Flag(help: "Let its cosignatures count towards the quorum of witnesses.")
    var witness = false

    @Option(help: "Who may see what a newly opened channel holds, as a TLP marking; default amber.")
    var marking: TLP?

    @Option(help: "How long the certificate is valid, in days; its renewals take as long.")
    var certificateDays = CertificateAuthority.leafValidDays

    @OptionGroup var logEnds: LogEndOptions

    @Option(help: "Where to put what one member needs; its own folder, on one machine.")
    var deliver: String?

    package init() {}

    package func validate() throws {
        if deliver != nil, descriptors.count != 1 {
            throw ValidationError("--deliver goes with one descriptor")
        }
        guard fingerprints.isEmpty || fingerprints.count == descriptors.count else {
            throw ValidationError("--fingerprint is given once for each descriptor")
        }
        _ = try readOut()
        guard (1...CertificateAuthority.leafValidDays).contains(certificateDays) else {
            throw ValidationError(
                "--certificate-days is between 1 and \(CertificateAuthority.leafValidDays)")
        }
    }

    /// The fingerprints that were read out.
    private func readOut() throws -> Set<Digest> {
        Set(try fingerprints.map { try Digest(readOut: $0, option: "--fingerprint") })
    }

    package func run() async throws {
        let folder = try AuthorityFolder(home)
        guard deliver == nil || folder.roster.roster.authority.threshold == 1 else {
            throw CommandError(
                "--deliver is for one key that signs alone: what a member needs is written to \(folder.home.path)/admitted, and is given to it once others have signed"
            )
        }
        var draft = folder.draft()
        let wished = try descriptors.map(read)
        for name in channels {
            try folder.open(ChannelID(parsing: name), marking: marking, in: &draft)
        }
        var admitted: [(MemberDescriptor, Digest, CertificateRequest)] = []
        for (descriptor, fingerprint) in wished {
            let request = try await admit(descriptor, to: &draft, of: folder)
            admitted.append((descriptor, fingerprint, request))
        }
        // Everything that can be refused is refused before anything is written.
        let authority = try certificateAuthority(for: admitted.map { ($0.0.id, $0.2) }, in: folder)
        let deliveries = try admitted.map { descriptor, fingerprint, request in
            try Delivery(
                descriptor: descriptor, fingerprint: fingerprint,
                certificate: authority?.issue(
                    request, for: request.spiffeID, at: AuthorityFolder.now,
                    until: AuthorityFolder.now.adding(days: certificateDays)),
                folder: deliver ?? "\(folder.home.path)/admitted/\(descriptor.id)")
        }
        let publication = try folder.publish(draft)
        let note: SignedNote? = if case .published(let note) = publication { note } else { nil }
        for delivery in deliveries {
            try delivery.write(note: note, authority: folder)
            Output.write(
                """
                \(note == nil ? "Would admit" : "Admitted") \(Table.visible(delivery.descriptor.name)) as \(delivery.descriptor.id) in register \(draft.roster.version).
                  log key      \(delivery.logKeyFingerprint)
                  descriptor   \(delivery.fingerprint.hex)
                  for its folder: \(delivery.folder)
                """)
        }
        guard note != nil else {
            Output.write(
                """
                \(folder.text(publication, ""))
                Once it counts here ('touchstone alliance sign' takes up what the others have completed), give each its folder, with \(folder.home.peers.path)/*.note in the peers/ of it.
                """)
            return
        }
        if authority == nil {
            Output.remark(
                "note: no certificate was made, since \(folder.home.certs.caKey) is not here: each goes on with its own"
            )
        }
        let newcomers = Set(admitted.map(\.0.id))
        if folder.roster.activeMembers.contains(where: { !newcomers.contains($0.id) }) {
            Output.write("The others need the register too. \(folder.handOut)")
        }
    }

    /// - Returns: what its certificate is asked for with.
    private func admit(
        _ descriptor: MemberDescriptor, to draft: inout RosterDraft, of folder: AuthorityFolder
    ) async throws -> CertificateRequest {
        let request = try CertificateRequest(pem: descriptor.certificateRequest)
        guard request.spiffeID == SPIFFEID(alliance: descriptor.alliance, member: descriptor.id)
        else {
            throw CommandError(
                "the certificate request of \(descriptor.id) is for \(request.spiffeID); ask for a new descriptor"
            )
        }
        if folder.roster.member(descriptor.id)?.isActive == false {
            throw CommandError(
                "\(descriptor.id) has left the alliance, and can return under another identifier only: have it make its keys anew with 'touchstone member init'"
            )
        }
        let ends = try await ends(of: descriptor, in: folder)
        try draft.admit(descriptor, tlsKey: request.spkiDigest, logEnds: ends)
        if witness { try draft.makeWitness(descriptor.id) }
        noteOlderWitnessKey(of: descriptor, in: draft)
        if !ends.isEmpty { Output.write(LogEndOptions.text(ends)) }
        return request
    }

    /// Nil where the CA's key is not here, and nobody needs it: all have a certificate for the key they ask with.
    private func certificateAuthority(
        for requests: [(MemberID, CertificateRequest)], in folder: AuthorityFolder
    ) throws -> CertificateAuthority? {
        let key = folder.home.certs.caKey
        guard !DurableFile.exists(key) else {
            return try folder.home.certs.certificateAuthority()
        }
        guard
            let lacking = requests.first(where: { member, request in
                !folder.roster.acceptsTLSKey(member, spkiDigest: request.spkiDigest)
            })
        else { return nil }
        throw CommandError(
            "\(key) is not there, and \(lacking.0) needs a certificate: who holds the alliance's CA key admits it, or copies that key (mode 0600) to another holder of an authority key"
        )
    }

    /// Of a witness another cosigner key is admitted, and does not count.
    private func noteOlderWitnessKey(of descriptor: MemberDescriptor, in draft: RosterDraft) {
        guard let counting = draft.witnessKey(of: descriptor.id), let key = descriptor.cosignerKey,
            counting.publicKey != key.publicKey
        else { return }
        Output.remark(
            "note: \(descriptor.id) goes on counting as a witness with the cosigner key before; 'touchstone alliance witness \(descriptor.id)', or --witness here, has the new one count in its place"
        )
    }

    /// Where the open logs of a member end whose descriptor begins a new epoch.
    private func ends(
        of descriptor: MemberDescriptor, in folder: AuthorityFolder
    ) async throws -> [LogOrigin: LogEnd.Until] {
        guard let member = folder.roster.member(descriptor.id),
            let epoch = descriptor.logKeys.last?.epoch, member.logKey(in: epoch) == nil
        else { return [:] }
        return try await logEnds.ends(
            of: folder.openLogs(of: descriptor.id), in: folder.roster)
    }

    /// - Returns: the descriptor with what the authority grants, and the fingerprint of what came.
    private func read(_ path: String) throws -> (MemberDescriptor, fingerprint: Digest) {
        let text = try DurableFile.text(path, bytesMax: MemberDescriptor.textBytesMax)
        var descriptor: MemberDescriptor
        do {
            descriptor = try MemberDescriptor(parsing: text)
        } catch {
            throw CommandError("\(path) is no member's descriptor: \(error)")
        }
        let fingerprint = descriptor.fingerprint
        guard try fingerprints.isEmpty || readOut().contains(fingerprint) else {
            throw CommandError(
                "\(path) is not the descriptor whose fingerprint was read out: it has \(fingerprint.hex); ask \(descriptor.id) for the file again, and for the fingerprint that its newest command printed"
            )
        }
        // Channels and what else is granted is the authority's word; the descriptor only wishes.
        descriptor.channels = try channels.map { try ChannelID(parsing: $0) }
        if !roles.isEmpty {
            descriptor.roles = try roles.map { name in
                guard let role = Member.Role(rawValue: name) else {
                    throw CommandError(
                        "there is no role '\(name)'; roles are "
                            + Member.Role.allCases.map(\.rawValue).joined(separator: ", "))
                }
                return role
            }
        }
        if !prefixes.isEmpty {
            descriptor.prefixes = try prefixes.map { try CompanyPrefix(parsing: $0) }
        }
        if !schemes.isEmpty {
            descriptor.codeSchemes = try schemes.map { try CodeScheme(parsing: $0) }
        }
        return (descriptor, fingerprint)
    }
}
