import AllianceNode
package import ArgumentParser
import Credentials
import Roster
import TransparencyLog

package struct AllianceNewKey: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "new-key",
        abstract: "Make a key for a further person who is to sign member registers.",
        discussion: """
            The folder becomes that person's. --from names a member's folder, or one with the \
            authority's public files: its certs/alliance-ca.pem and certs/authority.vkey, and its \
            peers/*.note. The key counts once the others have added it.

            Example: touchstone alliance new-key --home notary --from authority
            """)

    @OptionGroup package var home: HomeOption
    @Option(
        help:
            "A member's folder, or one with the authority's certs/*.pem, certs/authority.vkey and peers/*.note.",
        completion: .directory)
    var from: String

    package init() {}

    package func run() throws {
        let source = HomeFolder(from)
        let folder = HomeFolder(home.path)
        for file in [folder.certs.authorityKey, folder.certs.allianceCA, folder.peers.roster]
        where DurableFile.exists(file) {
            throw CommandError(
                "\(file) is there already: name another folder, or delete this one where its key was never sent to anybody"
            )
        }
        let anchors = try source.certs.trustAnchors()
        let before = try source.certs.authorityKeys()
        let chain = try HeldRegisters(source).present()
        guard let roster = chain.newest else { throw NodeError.noRegister(source.peers.roster) }
        let keys = roster.roster.authority.handedOver(after: before)
        for held in chain.versions {
            try folder.peers.write(roster: held.note, version: held.version)
        }
        try folder.certs.write(anchors, authorityKeys: keys)
        let signer = try folder.certs.createAuthorityKey(for: roster.alliance)
        let offer = try AuthorityKeyOffer(by: signer, of: roster.alliance)
        try DurableFile.write(
            offer.note.description, to: folder.authorityKeyOffer, mode: .open, replacing: true)
        // Last: what is there is whole.
        try folder.peers.write(roster: roster.note)
        Output.write(
            """
            Made a key in \(folder.certs.path) for the authority of \(roster.alliance), whose register \(roster.version) is signed by these keys (compare them in person):
            \(keys.all.map { "  \($0)" }.joined(separator: "\n"))
            Your key (have the others compare it with you in person):
              \(signer.verifierKey)
            Send \(folder.authorityKeyOffer) to one of the others, who adds it: 'touchstone alliance authority --add authority-key.note --home <their folder>'.
            """)
    }
}
