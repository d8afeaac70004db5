package import AllianceNames
package import Credentials
package import Replication
import Roster
import TransparencyLog

extension RosterRegister {
    /// The register of a folder: its record, and what a person has put into `peers/`.
    /// - Throws: as `init` and `takeUp`; what reading the files throws.
    package static func open(
        _ certs: CertsFolder, _ peers: PeersFolder, of alliance: AllianceID,
        in store: any LogStore, clock: WallClock
    ) throws -> RosterRegister {
        let register = try RosterRegister(
            trusting: certs.authorityKeys(), alliance: alliance, store: store, clock: clock,
            later: { try peers.rosters() })
        var passedOver: [NodeError] = []
        try register.takeUp(peers) { error in
            // Registers, though none that this node has to follow: a file is no reason to answer nobody.
            switch error {
            case .registerRefused(_, .signatures), .registerRefused(_, .unlinked):
                passedOver.append(error)
            default: throw error
            }
        }
        register.passedOver = passedOver
        return register
    }

    /// Offers the rosters in `peers/`: the first one, or newer ones that a person has put there. One
    /// that leaves versions out waits until peers have supplied them; one that is not to be taken up, as two were signed
    /// in the place of one, or the members have agreed on another, is passed over. A folder that has none begins with the first of
    /// them that its keys vouch for.
    /// - Throws: `NodeError.registerRefused`, of the first one where they vouch for none.
    package func takeUp(
        _ peers: PeersFolder, refused: (NodeError) throws -> Void = { throw $0 }
    ) throws {
        let newest = newest?.version
        var refusal: (any Error)?
        for version in try peers.rosterVersions() where newest.map({ version > $0 }) ?? true {
            let note = try peers.readRoster(version: version)
            do {
                try offer(note, at: peers.roster(version: version))
            } catch let error as NodeError {
                if self.newest == nil { refusal = refusal ?? error } else { try refused(error) }
            }
        }
        if DurableFile.exists(peers.roster) {
            let note = try peers.readRoster()
            do {
                try offer(note, at: peers.roster)
            } catch let error as NodeError {
                guard self.newest == nil else { return try refused(error) }
                throw refusal ?? error
            }
        } else if let refusal, self.newest == nil {
            throw refusal
        }
    }

    private func offer(_ note: SignedNote, at path: String) throws {
        do {
            try accept(note)
        } catch RosterError.missingVersions where newest != nil {
            return
        } catch RosterError.beforeFirst, RosterError.frozen, RosterError.notSettled {
            return
        } catch let error as RosterError {
            throw NodeError.registerRefused(path: path, error)
        }
    }
}
