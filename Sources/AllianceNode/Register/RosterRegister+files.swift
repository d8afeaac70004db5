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
        try register.takeUp(peers)
        return register
    }

    /// Offers the rosters in `peers/`: the first one, or newer ones that a person has put there. One
    /// that leaves versions out waits until peers have supplied them. A folder that has none begins with the first of
    /// them that its keys vouch for.
    /// - Throws: what the first one is refused for, where they vouch for none.
    package func takeUp(_ peers: PeersFolder) throws {
        let newest = newest?.version
        var refusal: (any Error)?
        for version in try peers.rosterVersions() where newest.map({ version > $0 }) ?? true {
            let note = try peers.readRoster(version: version)
            do {
                try offer(note)
            } catch let error as RosterError where self.newest == nil {
                refusal = refusal ?? error
            }
        }
        if DurableFile.exists(peers.roster) {
            let note = try peers.readRoster()
            do {
                try offer(note)
            } catch let error as RosterError where self.newest == nil {
                throw refusal ?? error
            }
        } else if let refusal, self.newest == nil {
            throw refusal
        }
    }

    private func offer(_ note: SignedNote) throws {
        do {
            try accept(note)
        } catch RosterError.missingVersions, RosterError.beforeFirst {
            return
        }
    }
}
