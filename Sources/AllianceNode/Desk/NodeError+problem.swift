import Peering

extension NodeError {
    /// That this member may not sign, as whoever asks at the desk is told: in words for everybody, with a keyword that
    /// leads the operator on.
    var signingProblem: PeerProblem {
        PeerProblem(
            status: 403, keyword: keyword,
            detail: "This member can sign nothing into the channel now: \(keyword).")
    }
}
