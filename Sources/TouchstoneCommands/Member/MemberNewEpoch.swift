import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import Replication
import Roster
import TransparencyLog

package struct MemberNewEpoch: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "new-epoch",
        abstract: "Make the next log key, and the descriptor that asks for its admission.",
        discussion: """
            For when the log key was stolen or lost, the log has forked, or the signing fence is gone. \
            From then on nothing is signed with the key before, by a running node either; with the new one \
            as soon as the authority has admitted the descriptor and its register has arrived: a node that \
            runs is started again then. Entries of the epoch before count as far as the authority says. \
            Used again before the admission, it makes no other key.

            Example: touchstone member new-epoch --home brand --yes
            """)

    @OptionGroup package var home: HomeOption
    @Flag(help: "Do it; without this, only say what would be done.") var yes = false

    package init() {}

    package func run() throws {
        let own = try RegisteredMember(home)
        let certs = own.home.certs
        let admitted = own.member.currentEpoch ?? Epoch(1)
        let next = Epoch(admitted.number + 1)
        let newest = try certs.newestEpoch() ?? admitted
        guard newest <= next else {
            throw CommandError(
                "\(certs.path) has a log key of epoch \(newest), the register is at \(admitted): wait for a newer register, or put it into peers/"
            )
        }
        guard yes else {
            Output.write(
                "Nothing was made. Say --yes to stop signing in epoch \(admitted) and to begin \(next)."
            )
            return
        }
        let isFenced = (try? SigningFence(path: certs.logFence).read().handedOver == nil) ?? false
        if newest == next, !isFenced {
            // Nobody knows whether this key has signed; a further one has not.
            try DurableFile.move(certs.logKey(next), to: "\(certs.logKey(next)).unused")
        }
        if newest < next || !isFenced {
            // The fence first: a new key without one could not be told from a used one.
            try renewFence(of: own)
            // Under its lock, so that who signs meanwhile has signed, or finds the key.
            _ = try SigningFence(path: certs.logFence).withLock { _ in
                try certs.createLogKey(next)
            }
        }
        let descriptor = try own.write(descriptorWith: certs.memberKeys(epoch: next))
        let logKey = descriptor.logKeys.last.map { Digest.sha256($0.publicKey).hex } ?? "none"
        Output.write(
            """
            Made the log key of epoch \(next) in \(certs.path); nothing is signed in \(admitted) any more.
              log key      \(logKey)
              descriptor   \(descriptor.fingerprint.hex)
            Send \(own.home.peers.descriptor(own.member.id)) to the authority of \(own.alliance), and read it the descriptor's fingerprint by telephone.
            """)
    }

    /// A fence that is lost, damaged or handed over said how far keys had signed that sign no more here;
    /// the next key has not signed yet. A sound one stays.
    private func renewFence(of own: RegisteredMember) throws {
        let path = own.home.certs.logFence
        do {
            guard try SigningFence(path: path).read().handedOver != nil else { return }
            try DurableFile.move(path, to: "\(path).handed-over")
            _ = try SigningFence.create(at: path)
        } catch OwnLogError.fenceAbsent {
            _ = try SigningFence.create(at: path)
        } catch OwnLogError.fenceDamaged {
            try DurableFile.move(path, to: "\(path).damaged")
            _ = try SigningFence.create(at: path)
        }
    }
}
