import NodeAPI
import Peering
import Replication

extension OwnLogError {
    /// That nothing was signed, as whoever asks at the desk is told; nil for what its operator alone can mend.
    var signingProblem: PeerProblem? {
        switch self {
        case .statement(_, let error): error.unsigned
        case .tooManyWaiting:
            PeerProblem(
                status: 503, keyword: "busy",
                detail: "Too much waits to be signed; send it again later.")
        case .overtaken:
            PeerProblem(
                status: 503, keyword: "busy",
                detail: "Other sightings are being said all the time; send it again later.")
        case .unconfirmed:
            PeerProblem(
                status: 503, keyword: keyword,
                detail:
                    "Nothing is signed before another member has said how far this member's log goes; send it again later."
            )
        case _ where isOfThisFolder:
            PeerProblem(status: 503, keyword: keyword, detail: "Nothing was signed: \(self).")
        default: nil
        }
    }

    /// Has what keeps this member from signing told to whoever asks.
    static func told<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as NodeError {
            throw error.signingProblem
        } catch let error as OwnLogError {
            if let problem = error.signingProblem { throw problem }
            throw error
        }
    }
}
