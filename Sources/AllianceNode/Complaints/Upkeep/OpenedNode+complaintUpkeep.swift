package import Complaints
package import Logging

extension OpenedNode {
    /// What judges complaints and sees to their deadlines while the node runs. It does nothing while this member is no
    /// platform.
    ///
    /// - Parameters:
    ///   - facts: what is looked up before a complaint is checked.
    ///   - items: asks owners about numbers of goods.
    ///   - standing: what is known of accounts here.
    ///   - pulse: fired when the view or the record has grown.
    package func complaintUpkeep(
        _ register: any ComplaintRegister, facts: any FilingFactsReading,
        goods: any GoodsKnowledge = NoGoodsKnowledge(), items: any ItemAsking = NoItemAsking(),
        standing: any ComplainantStanding = NoComplainantStanding(), pulse: Pulse, logger: Logger
    ) -> ComplaintUpkeep {
        // Threads of its own: a long complaint holds up nothing else of the node.
        let calls = BlockingCalls.concurrent(label: "complaints")
        return ComplaintUpkeep(
            node: self, register: register,
            judge: ComplaintJudge(
                node: self, register: register, facts: facts, goods: goods, standing: standing,
                calls: calls),
            items: items, pulse: pulse, calls: calls, logger: logger)
    }
}
