import AllianceNames
package import ArgumentParser
import Credentials
import Crypto
import Roster
import TransparencyLog

package struct MemberNewEpoch: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "new-epoch",
        abstract:
            "Make a new log key: after conflicting records, or when the old one is not yours alone.",
        discussion: """
            Send the new descriptor, peers/<member>.json, to the authority. The node goes on with the \
            old key until the member register has the new one; restart it then.

            Example: touchstone member new-epoch --home brand
            """)

    @OptionGroup package var home: HomeOption

    package init() {}

    package func run() throws {
        let folder = HomeFolder(home.path)
        guard let newest = try folder.certs.newestEpoch() else {
            throw CommandError(
                "\(home.path) has no member's keys; 'touchstone member init' makes them")
        }
        let member = try folder.certs.tlsIdentity().spiffeID.member
        var descriptor = try folder.peers.read(descriptor: member)
        let known = descriptor.logKeys.last?.epoch
        // A key that was made and not sent yet is the next one.
        let epoch: Epoch
        if known == newest {
            epoch = Epoch(newest.number + 1)
            _ = try folder.certs.createLogKey(epoch)
        } else {
            epoch = newest
        }
        let keys = try folder.certs.memberKeys(epoch: epoch)
        descriptor.logKeys.append(
            try Member.LogKey(epoch: epoch, publicKey: Array(keys.log.publicKey.rawRepresentation)))
        try folder.peers.write(descriptor)
        let logKey =
            descriptor.logKeys.last.map { TransparencyLog.Digest.sha256($0.publicKey).hex }
            ?? "none"
        Output.write(
            """
            Made the log key of epoch \(epoch) in \(folder.certs.path) (secret: back it up, give it to nobody).
              log key      \(logKey)
            Send \(folder.peers.descriptor(member)) to the authority of \(descriptor.alliance), and read it the log key's fingerprint by telephone.
            """)
    }
}
