import CRDT
import Testing

@Suite("an observed-remove map")
struct ObservedRemoveMapTests {
    private func dot(_ log: String, _ index: UInt64) -> Dot<String> { Dot(log: log, index: index) }

    @Test("removes only the dots that are named, so what is added again stands")
    func addsAgain() {
        var map = ObservedRemoveMap<String, String>()
        map.insert("shop", at: dot("a", 0))
        map.remove(dot("a", 0), by: dot("a", 1))
        map.insert("shop", at: dot("a", 2))
        #expect(map.live { _, _ in true }.map(\.dot) == [dot("a", 2)])
    }

    @Test("a removal may come before its dot")
    func removalFirst() {
        var map = ObservedRemoveMap<String, String>()
        map.remove(dot("a", 0), by: dot("a", 1))
        map.insert("shop", at: dot("a", 0))
        #expect(map.live { _, _ in true }.isEmpty)
        #expect(map.elements.map(\.dot) == [dot("a", 0)])
    }

    @Test("who reads decides which removals count")
    func readerDecides() {
        var map = ObservedRemoveMap<String, String>()
        map.insert("shop", at: dot("a", 0))
        map.remove(dot("a", 0), by: dot("b", 7))
        #expect(map.live { remover, _ in remover.log == "a" }.count == 1)
        #expect(map.live { remover, _ in remover.log == "b" }.isEmpty)
    }
}
