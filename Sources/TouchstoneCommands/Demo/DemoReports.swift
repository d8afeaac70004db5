// swift-format-ignore-file
/// What the four brands of the demo know about counterfeit sellers before they meet: invented domains,
/// accounts, listings, phones and payment accounts in a dozen scripts. Every name stands in a range
/// reserved for examples (.example and .test, fictional telephone ranges, documentation addresses), so
/// that nobody real is accused. Columns are those of `touchstone indicator import`, with the reporting
/// member in front; two brands may know the same thing in two spellings.
package enum DemoReports {
    package static let csv = #"""
member,type,value,marks,marketplace,basis,confidence,firstSeen,note
maison-verel,domain,verel-outlet.test,Verel,,inspection,70,2026-09-03,redirects to a chat account
maison-verel,domain,verel-sale.test,Verel,,customer-report,95,2026-03-01,
maison-verel,domain,cheap-verel-bags.example,Verel,,customer-report,95,2026-05-24,
maison-verel,domain,maisonverel-shop.example,Verel,,judgment,80,2026-08-22,sells at a tenth of the list price
maison-verel,domain,my-verel.example,Verel,,test-buy,80,2026-01-16,redirects to a chat account
maison-verel,domain,verel-replica.shop.example,Verel,,inspection,95,2026-08-19,
maison-verel,domain,aaaverel.store.example,Verel,,customer-report,85,2026-09-12,redirects to a chat account
maison-verel,domain,verelbagsdiscount.test,Verel,,customer-report,95,2026-01-18,redirects to a chat account
maison-verel,domain,verel-paris-outlet.store.example,Verel,,judgment,80,2026-03-02,sells at a tenth of the list price
maison-verel,domain,luxe-verel.test,Verel,,customer-report,95,2026-04-09,
maison-verel,domain,verel-factory.test,Verel,,customer-report,95,2026-09-25,redirects to a chat account
maison-verel,domain,verelwatches.store.example,Verel,,inspection,70,2026-08-15,redirects to a chat account
maison-verel,domain,vérel-boutique.shop.example,Verel,,customer-report,95,2026-01-05,sells at a tenth of the list price
maison-verel,domain,верел-аутлет.example,Verel,,customer-report,90,2026-04-11,"fake shop, card payments taken and nothing sent"
maison-verel,domain,verel-专卖.store.example,Verel,,judgment,90,2026-06-13,"fake shop, card payments taken and nothing sent"
maison-verel,domain,maison-verel-vip.test,Verel,,judgment,95,2026-04-22,redirects to a chat account
maison-verel,domain,verel2u.example,Verel,,customer-report,70,2026-01-27,copies our product photographs
maison-verel,domain,vere1-store.example,Verel,,inspection,60,2026-01-11,
maison-verel,domain,hi-verel.test,Verel,,customer-report,70,2026-04-16,"fake shop, card payments taken and nothing sent"
maison-verel,domain,verelmirror.shop.example,Verel,,customer-report,80,2026-05-26,redirects to a chat account
norvik,domain,norvik-store.store.example,Norvik,,judgment,60,2026-06-11,sells at a tenth of the list price
norvik,domain,norvikbuds.shop.example,Norvik,,judgment,85,2026-10-05,redirects to a chat account
norvik,domain,n0rvik.store.example,Norvik,,customer-report,90,2026-10-19,
norvik,domain,norvik-charger-sale.example,Norvik,,customer-report,95,2026-09-23,
norvik,domain,norvik-direct.store.example,Norvik,,inspection,60,2026-06-07,sells at a tenth of the list price
norvik,domain,nörvik-shop.test,Norvik,,judgment,60,2026-04-23,
norvik,domain,norvikofficial.shop.example,Norvik,,judgment,90,2026-01-22,
norvik,domain,norvik-parts.store.example,Norvik,,inspection,85,2026-10-25,redirects to a chat account
norvik,domain,norvikbattery.example,Norvik,,test-buy,85,2026-07-21,"fake shop, card payments taken and nothing sent"
norvik,domain,original-norvik.store.example,Norvik,,test-buy,80,2026-07-18,redirects to a chat account
norvik,domain,norvik-global.shop.example,Norvik,,inspection,90,2026-05-06,copies our product photographs
norvik,domain,норвик-магазин.shop.example,Norvik,,judgment,80,2026-10-08,copies our product photographs
norvik,domain,norvik-优惠.store.example,Norvik,,judgment,80,2026-04-11,copies our product photographs
norvik,domain,norviksound.test,Norvik,,judgment,70,2026-01-09,"fake shop, card payments taken and nothing sent"
norvik,domain,getnorvik.test,Norvik,,automated,60,2026-03-28,"fake shop, card payments taken and nothing sent"
norvik,domain,norvik-tech.example,Norvik,,inspection,70,2026-07-23,
norvik,domain,buy-norvik-now.test,Norvik,,test-buy,95,2026-04-27,redirects to a chat account
norvik,domain,norviik.shop.example,Norvik,,customer-report,95,2026-06-06,
norvik,domain,norvik-plus.example,Norvik,,test-buy,85,2026-08-17,"fake shop, card payments taken and nothing sent"
norvik,domain,nrvk-outlet.test,Norvik,,judgment,90,2026-05-02,
vitalon,domain,vitalon-discount.shop.example,Vitalon,,customer-report,70,2026-01-25,copies our product photographs
vitalon,domain,vitalon4less.test,Vitalon,,inspection,85,2026-05-08,copies our product photographs
vitalon,domain,vitalonpills.test,Vitalon,,test-buy,85,2026-02-25,redirects to a chat account
vitalon,domain,vitalon-supplements.example,Vitalon,,judgment,95,2026-09-04,copies our product photographs
vitalon,domain,vitalonn.shop.example,Vitalon,,customer-report,95,2026-09-12,"fake shop, card payments taken and nothing sent"
vitalon,domain,v1talon.store.example,Vitalon,,automated,90,2026-06-16,sells at a tenth of the list price
vitalon,domain,vitalon-asia.test,Vitalon,,judgment,85,2026-02-26,"fake shop, card payments taken and nothing sent"
vitalon,domain,витaлон.example,Vitalon,,test-buy,60,2026-08-10,sells at a tenth of the list price
vitalon,domain,vitalon-折扣.example,Vitalon,,test-buy,95,2026-02-13,redirects to a chat account
vitalon,domain,pure-vitalon.test,Vitalon,,test-buy,60,2026-02-09,
vitalon,domain,vitalon-whey.test,Vitalon,,inspection,80,2026-10-10,sells at a tenth of the list price
vitalon,domain,vitalonhealth.store.example,Vitalon,,automated,85,2026-05-27,"fake shop, card payments taken and nothing sent"
vitalon,domain,vitalon-bulk.store.example,Vitalon,,test-buy,85,2026-04-19,redirects to a chat account
vitalon,domain,official-vitalon.example,Vitalon,,automated,95,2026-02-20,"fake shop, card payments taken and nothing sent"
vitalon,domain,vitalon-export.store.example,Vitalon,,automated,95,2026-03-25,
vitalon,domain,vitalon-kapseln.store.example,Vitalon,,automated,70,2026-09-28,sells at a tenth of the list price
vitalon,domain,shopvitalon.store.example,Vitalon,,inspection,60,2026-01-02,sells at a tenth of the list price
vitalon,domain,vitalon-med.test,Vitalon,,customer-report,85,2026-02-19,
vitalon,domain,vitalon-power.example,Vitalon,,inspection,60,2026-08-14,
vitalon,domain,vitalonoutlet.test,Vitalon,,inspection,70,2026-08-02,copies our product photographs
cocoa-lane,domain,cocoalane-sweets.store.example,Cocoa Lane,,judgment,90,2026-05-07,sells at a tenth of the list price
cocoa-lane,domain,cocoa-lane-wholesale.example,Cocoa Lane,,automated,70,2026-02-12,sells at a tenth of the list price
cocoa-lane,domain,cocoalanegifts.example,Cocoa Lane,,inspection,90,2026-04-22,redirects to a chat account
cocoa-lane,domain,c0coalane.store.example,Cocoa Lane,,customer-report,90,2026-05-21,
cocoa-lane,domain,cocoa-lane-tins.example,Cocoa Lane,,inspection,60,2026-04-01,copies our product photographs
cocoa-lane,domain,cocoalane-export.store.example,Cocoa Lane,,inspection,80,2026-04-18,"fake shop, card payments taken and nothing sent"
cocoa-lane,domain,cocoa-1ane.test,Cocoa Lane,,automated,70,2026-02-25,copies our product photographs
cocoa-lane,domain,какао-лейн.example,Cocoa Lane,,automated,80,2026-04-07,copies our product photographs
cocoa-lane,domain,cocoa-lane-糖果.store.example,Cocoa Lane,,automated,60,2026-05-16,sells at a tenth of the list price
cocoa-lane,domain,cocoalanebulk.shop.example,Cocoa Lane,,customer-report,70,2026-10-25,"fake shop, card payments taken and nothing sent"
cocoa-lane,domain,cocoalane-easter.store.example,Cocoa Lane,,judgment,85,2026-09-24,
cocoa-lane,domain,mycocoalane.example,Cocoa Lane,,inspection,60,2026-01-11,sells at a tenth of the list price
cocoa-lane,domain,cocoa-lane-outlet.shop.example,Cocoa Lane,,customer-report,60,2026-01-05,sells at a tenth of the list price
cocoa-lane,domain,cocoalanebars.shop.example,Cocoa Lane,,inspection,95,2026-10-08,"fake shop, card payments taken and nothing sent"
cocoa-lane,domain,cocoa-lane-direct.shop.example,Cocoa Lane,,inspection,85,2026-09-04,sells at a tenth of the list price
cocoa-lane,domain,cocoalane-party.example,Cocoa Lane,,automated,85,2026-02-08,copies our product photographs
cocoa-lane,domain,cocoalane24.example,Cocoa Lane,,inspection,95,2026-10-25,redirects to a chat account
cocoa-lane,domain,sweetcocoalane.test,Cocoa Lane,,test-buy,60,2026-07-11,"fake shop, card payments taken and nothing sent"
cocoa-lane,domain,cocoa-lane-duty-free.test,Cocoa Lane,,judgment,95,2026-07-09,copies our product photographs
cocoa-lane,domain,cocoalane-deals.example,Cocoa Lane,,automated,70,2026-10-14,redirects to a chat account
maison-verel,company,奢侈品工厂店,Verel,,test-buy,90,2026-08-24,trading name of a shop on bazario
maison-verel,seller-account,bazario:shop-60171836,Verel,bazario,customer-report,70,2026-08-07,奢侈品工厂店
maison-verel,company,广州皮具直销,Verel,,judgment,90,2026-04-19,trading name of a shop on oldtown-market
maison-verel,seller-account,oldtown-market:974728,Verel,oldtown-market,test-buy,90,2026-09-04,广州皮具直销
maison-verel,company,名牌包包批发,Verel,,test-buy,80,2026-10-06,trading name of a shop on shopella
maison-verel,seller-account,shopella:s84502638,Verel,shopella,inspection,70,2026-04-02,名牌包包批发
maison-verel,company,潮流手表馆,Verel,,judgment,60,2026-03-25,trading name of a shop on oldtown-market
maison-verel,seller-account,oldtown-market:s35125046,Verel,oldtown-market,test-buy,95,2026-02-09,潮流手表馆
norvik,company,深圳数码配件城,Norvik,,customer-report,70,2026-08-03,trading name of a shop on bazario
norvik,seller-account,bazario:s41032082,Norvik,bazario,test-buy,70,2026-07-11,深圳数码配件城
norvik,company,华强北耳机批发,Norvik,,judgment,80,2026-08-03,trading name of a shop on shopella
norvik,seller-account,shopella:shop-60242079,Norvik,shopella,judgment,80,2026-01-21,华强北耳机批发
norvik,company,原装充电器专营,Norvik,,test-buy,90,2026-07-08,trading name of a shop on tiandian
norvik,seller-account,tiandian:u94054145,Norvik,tiandian,test-buy,80,2026-05-14,原装充电器专营
vitalon,company,健康蛋白粉代购,Vitalon,,judgment,60,2026-05-22,trading name of a shop on tiandian
vitalon,seller-account,tiandian:shop-72229685,Vitalon,tiandian,judgment,90,2026-02-02,健康蛋白粉代购
vitalon,company,海外保健品仓,Vitalon,,test-buy,80,2026-10-19,trading name of a shop on shopella
vitalon,seller-account,shopella:s37782588,Vitalon,shopella,inspection,70,2026-02-14,海外保健品仓
cocoa-lane,company,进口糖果批发行,Cocoa Lane,,test-buy,70,2026-06-27,trading name of a shop on sunmall
cocoa-lane,seller-account,sunmall:s23635001,Cocoa Lane,sunmall,test-buy,90,2026-07-16,进口糖果批发行
cocoa-lane,company,甜蜜巧克力坊,Cocoa Lane,,customer-report,70,2026-02-20,trading name of a shop on sunmall
cocoa-lane,seller-account,sunmall:shop-82536052,Cocoa Lane,sunmall,automated,80,2026-06-06,甜蜜巧克力坊
cocoa-lane,company,义乌礼品城,Cocoa Lane,,judgment,70,2026-01-05,trading name of a shop on sunmall
cocoa-lane,seller-account,sunmall:s22427327,Cocoa Lane,sunmall,inspection,70,2026-01-01,义乌礼品城
maison-verel,company,皮都精品,Verel,,inspection,80,2026-01-24,trading name of a shop on bazario
maison-verel,seller-account,bazario:u73940628,Verel,bazario,inspection,80,2026-05-13,皮都精品
norvik,company,天天数码,Norvik,,inspection,60,2026-05-27,trading name of a shop on shopella
norvik,seller-account,shopella:u25175184,Norvik,shopella,automated,95,2026-02-23,天天数码
vitalon,company,一品保健,Vitalon,,automated,90,2026-05-26,trading name of a shop on shopella
vitalon,seller-account,shopella:89081843,Vitalon,shopella,test-buy,80,2026-04-09,一品保健
cocoa-lane,company,ブランド激安店,Cocoa Lane,,inspection,70,2026-10-20,trading name of a shop on oldtown-market
cocoa-lane,seller-account,oldtown-market:shop-48580298,Cocoa Lane,oldtown-market,test-buy,80,2026-03-14,ブランド激安店
maison-verel,company,スーパーコピー堂,Verel,,test-buy,80,2026-08-21,trading name of a shop on oldtown-market
maison-verel,seller-account,oldtown-market:shop-29027697,Verel,oldtown-market,test-buy,95,2026-04-08,スーパーコピー堂
norvik,company,イヤホン卸売市場,Norvik,,judgment,80,2026-03-09,trading name of a shop on bazario
norvik,seller-account,bazario:s20654434,Norvik,bazario,customer-report,90,2026-03-04,イヤホン卸売市場
vitalon,company,서울명품창고,Vitalon,,inspection,60,2026-09-04,trading name of a shop on tiandian
vitalon,seller-account,tiandian:s21711394,Vitalon,tiandian,customer-report,95,2026-08-24,서울명품창고
cocoa-lane,company,명품직구,Cocoa Lane,,inspection,60,2026-09-03,trading name of a shop on tiandian
cocoa-lane,seller-account,tiandian:s43694029,Cocoa Lane,tiandian,customer-report,90,2026-08-05,명품직구
maison-verel,company,건강보조제할인,Verel,,inspection,90,2026-02-09,trading name of a shop on tiandian
maison-verel,seller-account,tiandian:34576592,Verel,tiandian,test-buy,90,2026-10-06,건강보조제할인
norvik,company,Сумки Люкс Опт,Norvik,,automated,90,2026-09-10,trading name of a shop on shopella
norvik,seller-account,shopella:s27299103,Norvik,shopella,test-buy,95,2026-09-21,Сумки Люкс Опт
vitalon,company,Техно Склад,Vitalon,,inspection,90,2026-06-09,trading name of a shop on oldtown-market
vitalon,seller-account,oldtown-market:56022002,Vitalon,oldtown-market,inspection,95,2026-04-24,Техно Склад
cocoa-lane,company,Витамины Дёшево,Cocoa Lane,,judgment,70,2026-03-03,trading name of a shop on bazario
cocoa-lane,seller-account,bazario:s24803723,Cocoa Lane,bazario,inspection,70,2026-02-07,Витамины Дёшево
maison-verel,company,Сладкий Опт,Verel,,inspection,90,2026-04-02,trading name of a shop on shopella
maison-verel,seller-account,shopella:26460252,Verel,shopella,judgment,95,2026-05-05,Сладкий Опт
norvik,company,متجر الماركات,Norvik,,judgment,90,2026-07-23,trading name of a shop on tiandian
norvik,seller-account,tiandian:s34809704,Norvik,tiandian,customer-report,80,2026-06-22,متجر الماركات
vitalon,company,حقائب فاخرة للبيع,Vitalon,,test-buy,70,2026-08-14,trading name of a shop on tiandian
vitalon,seller-account,tiandian:s86377293,Vitalon,tiandian,inspection,95,2026-07-06,حقائب فاخرة للبيع
cocoa-lane,company,سوق الإلكترونيات,Cocoa Lane,,test-buy,90,2026-06-05,trading name of a shop on tiandian
cocoa-lane,seller-account,tiandian:70781291,Cocoa Lane,tiandian,automated,80,2026-10-25,سوق الإلكترونيات
maison-verel,company,กระเป๋าแบรนด์ราคาถูก,Verel,,customer-report,80,2026-10-17,trading name of a shop on bazario
maison-verel,seller-account,bazario:84022819,Verel,bazario,inspection,95,2026-04-05,กระเป๋าแบรนด์ราคาถูก
norvik,company,ร้านหูฟังส่ง,Norvik,,automated,90,2026-07-23,trading name of a shop on shopella
norvik,seller-account,shopella:u62343410,Norvik,shopella,automated,70,2026-06-22,ร้านหูฟังส่ง
vitalon,company,Τσάντες Πολυτελείας,Vitalon,,inspection,80,2026-09-17,trading name of a shop on shopella
vitalon,seller-account,shopella:36493066,Vitalon,shopella,test-buy,90,2026-10-23,Τσάντες Πολυτελείας
cocoa-lane,company,חנות מותגים,Cocoa Lane,,automated,60,2026-04-26,trading name of a shop on sunmall
cocoa-lane,seller-account,sunmall:u47456084,Cocoa Lane,sunmall,customer-report,95,2026-07-13,חנות מותגים
maison-verel,company,Luxury 4 Less,Verel,,automated,60,2026-02-03,trading name of a shop on oldtown-market
maison-verel,seller-account,oldtown-market:s80176692,Verel,oldtown-market,test-buy,70,2026-07-24,Luxury 4 Less
norvik,company,Best Bags Outlet,Norvik,,automated,60,2026-02-09,trading name of a shop on tiandian
norvik,seller-account,tiandian:u484423,Norvik,tiandian,automated,80,2026-06-10,Best Bags Outlet
vitalon,company,Gadget King,Vitalon,,automated,80,2026-06-06,trading name of a shop on sunmall
vitalon,seller-account,sunmall:shop-93789839,Vitalon,sunmall,automated,90,2026-03-27,Gadget King
cocoa-lane,company,Whey Warehouse,Cocoa Lane,,customer-report,60,2026-03-25,trading name of a shop on tiandian
cocoa-lane,seller-account,tiandian:shop-17291976,Cocoa Lane,tiandian,judgment,90,2026-03-11,Whey Warehouse
maison-verel,company,Sweet Deals Direct,Verel,,test-buy,90,2026-08-19,trading name of a shop on bazario
maison-verel,seller-account,bazario:s68102571,Verel,bazario,automated,70,2026-04-11,Sweet Deals Direct
norvik,company,Kärnten Elektronik,Norvik,,judgment,80,2026-03-17,trading name of a shop on oldtown-market
norvik,seller-account,oldtown-market:shop-76216225,Norvik,oldtown-market,test-buy,90,2026-01-13,Kärnten Elektronik
vitalon,company,Façade Couture,Vitalon,,test-buy,70,2026-09-16,trading name of a shop on shopella
vitalon,seller-account,shopella:s22418450,Vitalon,shopella,test-buy,90,2026-06-03,Façade Couture
cocoa-lane,company,Çikolata Dünyası,Cocoa Lane,,judgment,70,2026-02-03,trading name of a shop on sunmall
cocoa-lane,seller-account,sunmall:s93294295,Cocoa Lane,sunmall,judgment,95,2026-09-23,Çikolata Dünyası
maison-verel,company,Đồng hồ giá rẻ,Verel,,automated,70,2026-04-22,trading name of a shop on sunmall
maison-verel,seller-account,sunmall:95958128,Verel,sunmall,customer-report,95,2026-06-28,Đồng hồ giá rẻ
norvik,company,Túi xách cao cấp,Norvik,,test-buy,60,2026-05-16,trading name of a shop on oldtown-market
norvik,seller-account,oldtown-market:u1770790,Norvik,oldtown-market,customer-report,70,2026-09-09,Túi xách cao cấp
vitalon,company,Bolsos de Lujo,Vitalon,,automated,80,2026-10-13,trading name of a shop on tiandian
vitalon,seller-account,tiandian:18896818,Vitalon,tiandian,automated,70,2026-04-08,Bolsos de Lujo
cocoa-lane,company,Cápsulas Baratas,Cocoa Lane,,judgment,70,2026-02-16,trading name of a shop on sunmall
cocoa-lane,seller-account,sunmall:28575286,Cocoa Lane,sunmall,automated,90,2026-01-19,Cápsulas Baratas
maison-verel,company,Doces Importados,Verel,,inspection,70,2026-02-13,trading name of a shop on bazario
maison-verel,seller-account,bazario:28028519,Verel,bazario,customer-report,70,2026-06-07,Doces Importados
maison-verel,listing,oldtown-market:99847972249,Verel,oldtown-market,customer-report,60,2026-04-14,"sunglasses, wrong label"
norvik,listing,shopella:60431993252,Norvik,shopella,judgment,60,2026-01-21,"earbuds, wrong label"
vitalon,listing,bazario:74543513352,Vitalon,bazario,customer-report,75,2026-03-25,"joint capsules, stock photographs"
cocoa-lane,listing,sunmall:62771760767,Cocoa Lane,sunmall,automated,85,2026-05-20,"caramels, stock photographs"
maison-verel,listing,tiandian:87946124405,Verel,tiandian,automated,75,2026-06-10,"luxury bags, stock photographs"
norvik,listing,shopella:89827796367,Norvik,shopella,judgment,85,2026-05-26,"earbuds, wrong label"
vitalon,listing,tiandian:23503157563,Vitalon,tiandian,judgment,85,2026-08-01,"vitamins, price far below cost"
cocoa-lane,listing,sunmall:48454058021,Cocoa Lane,sunmall,test-buy,75,2026-10-04,"chocolate bars, price far below cost"
maison-verel,listing,oldtown-market:51086992147,Verel,oldtown-market,judgment,85,2026-07-13,"luxury bags, price far below cost"
norvik,listing,shopella:62150334926,Norvik,shopella,inspection,60,2026-08-08,"phone batteries, price far below cost"
vitalon,listing,tiandian:79259820131,Vitalon,tiandian,customer-report,75,2026-09-19,"joint capsules, price far below cost"
cocoa-lane,listing,tiandian:45738054905,Cocoa Lane,tiandian,test-buy,75,2026-09-08,"caramels, batch code never issued"
maison-verel,listing,shopella:33024042782,Verel,shopella,inspection,60,2026-10-21,"luxury bags, price far below cost"
norvik,listing,tiandian:53588829805,Norvik,tiandian,judgment,85,2026-10-23,"earbuds, stock photographs"
vitalon,listing,sunmall:10915359657,Vitalon,sunmall,customer-report,85,2026-09-05,"vitamins, stock photographs"
cocoa-lane,listing,bazario:16007616396,Cocoa Lane,bazario,judgment,95,2026-03-20,"gift tins, wrong label"
maison-verel,listing,sunmall:27105241964,Verel,sunmall,judgment,95,2026-06-19,"sunglasses, wrong label"
norvik,listing,oldtown-market:82535667461,Norvik,oldtown-market,automated,85,2026-02-10,"earbuds, stock photographs"
vitalon,listing,oldtown-market:87797636351,Vitalon,oldtown-market,automated,75,2026-08-11,"protein powder, wrong label"
cocoa-lane,listing,shopella:34135448308,Cocoa Lane,shopella,automated,95,2026-06-27,"caramels, wrong label"
maison-verel,listing,shopella:66039283661,Verel,shopella,test-buy,95,2026-07-02,"luxury bags, stock photographs"
norvik,listing,oldtown-market:55346981096,Norvik,oldtown-market,inspection,95,2026-06-13,"chargers, batch code never issued"
vitalon,listing,tiandian:15751969604,Vitalon,tiandian,judgment,95,2026-08-22,"joint capsules, stock photographs"
cocoa-lane,listing,shopella:13019391591,Cocoa Lane,shopella,customer-report,85,2026-03-25,"chocolate bars, wrong label"
maison-verel,listing,oldtown-market:17123303852,Verel,oldtown-market,test-buy,75,2026-03-15,"watches, batch code never issued"
norvik,listing,oldtown-market:36810280264,Norvik,oldtown-market,judgment,85,2026-09-20,"phone batteries, wrong label"
vitalon,listing,shopella:70921075096,Vitalon,shopella,test-buy,75,2026-03-14,"protein powder, price far below cost"
cocoa-lane,listing,tiandian:56555038149,Cocoa Lane,tiandian,judgment,60,2026-06-09,"gift tins, price far below cost"
maison-verel,listing,bazario:44331634142,Verel,bazario,test-buy,75,2026-03-13,"sunglasses, price far below cost"
norvik,listing,oldtown-market:38370595470,Norvik,oldtown-market,judgment,75,2026-02-13,"chargers, price far below cost"
vitalon,listing,oldtown-market:67128328337,Vitalon,oldtown-market,test-buy,75,2026-04-19,"joint capsules, batch code never issued"
cocoa-lane,listing,oldtown-market:49236449575,Cocoa Lane,oldtown-market,judgment,85,2026-10-09,"chocolate bars, stock photographs"
maison-verel,listing,sunmall:54829611953,Verel,sunmall,customer-report,85,2026-05-06,"watches, wrong label"
norvik,listing,bazario:75371539394,Norvik,bazario,customer-report,85,2026-03-18,"phone batteries, stock photographs"
vitalon,listing,tiandian:37992197409,Vitalon,tiandian,test-buy,75,2026-04-08,"vitamins, batch code never issued"
cocoa-lane,listing,bazario:4868173891,Cocoa Lane,bazario,judgment,60,2026-01-18,"gift tins, stock photographs"
maison-verel,listing,shopella:65558358751,Verel,shopella,test-buy,75,2026-01-01,"luxury bags, batch code never issued"
norvik,listing,shopella:97516339094,Norvik,shopella,automated,95,2026-06-01,"phone batteries, price far below cost"
vitalon,listing,shopella:99753564605,Vitalon,shopella,judgment,95,2026-03-27,"vitamins, price far below cost"
cocoa-lane,listing,oldtown-market:33263479657,Cocoa Lane,oldtown-market,automated,75,2026-09-10,"gift tins, price far below cost"
maison-verel,listing,oldtown-market:75639011515,Verel,oldtown-market,inspection,85,2026-01-19,"sunglasses, stock photographs"
norvik,listing,tiandian:35955219641,Norvik,tiandian,inspection,60,2026-05-06,"phone batteries, price far below cost"
vitalon,listing,bazario:69688624734,Vitalon,bazario,automated,75,2026-05-05,"protein powder, batch code never issued"
cocoa-lane,listing,shopella:3317730460,Cocoa Lane,shopella,inspection,95,2026-03-07,"caramels, wrong label"
maison-verel,listing,tiandian:85570960734,Verel,tiandian,customer-report,95,2026-08-26,"luxury bags, price far below cost"
norvik,listing,oldtown-market:65343333261,Norvik,oldtown-market,automated,85,2026-06-18,"chargers, wrong label"
vitalon,listing,bazario:90633926483,Vitalon,bazario,customer-report,75,2026-06-04,"joint capsules, batch code never issued"
cocoa-lane,listing,shopella:57514293573,Cocoa Lane,shopella,customer-report,95,2026-07-02,"caramels, batch code never issued"
maison-verel,listing,tiandian:43751532341,Verel,tiandian,judgment,95,2026-07-16,"sunglasses, stock photographs"
norvik,listing,shopella:11847470251,Norvik,shopella,customer-report,85,2026-05-28,"chargers, stock photographs"
vitalon,listing,oldtown-market:55488747098,Vitalon,oldtown-market,inspection,75,2026-03-20,"vitamins, price far below cost"
cocoa-lane,listing,shopella:81394355440,Cocoa Lane,shopella,customer-report,85,2026-02-08,"chocolate bars, stock photographs"
maison-verel,listing,shopella:45253363388,Verel,shopella,judgment,75,2026-01-15,"sunglasses, stock photographs"
norvik,listing,shopella:4357365048,Norvik,shopella,inspection,75,2026-08-24,"earbuds, price far below cost"
vitalon,listing,bazario:9503769121,Vitalon,bazario,customer-report,95,2026-05-01,"vitamins, stock photographs"
cocoa-lane,listing,sunmall:52595074575,Cocoa Lane,sunmall,automated,60,2026-08-15,"chocolate bars, stock photographs"
maison-verel,listing,shopella:82083518062,Verel,shopella,inspection,95,2026-04-07,"luxury bags, price far below cost"
norvik,listing,tiandian:99729692205,Norvik,tiandian,customer-report,75,2026-06-28,"earbuds, batch code never issued"
vitalon,listing,oldtown-market:14053439661,Vitalon,oldtown-market,test-buy,60,2026-02-13,"vitamins, batch code never issued"
cocoa-lane,listing,tiandian:77489058704,Cocoa Lane,tiandian,inspection,75,2026-01-15,"chocolate bars, wrong label"
maison-verel,phone,+44 7700 900101,Verel,,customer-report,60,2026-09-14,answers as the shop
norvik,phone,+44 7700 900102,Norvik,,test-buy,70,2026-07-05,on the parcel
vitalon,phone,+44 7700 900103,Vitalon,,customer-report,80,2026-10-18,in the chat profile
cocoa-lane,phone,+44 7700 900104,Cocoa Lane,,automated,80,2026-03-13,on the invoice
maison-verel,phone,+44 7700 900105,Verel,,customer-report,70,2026-05-25,in the chat profile
norvik,phone,+44 7700 900106,Norvik,,inspection,60,2026-06-03,answers as the shop
vitalon,phone,+44 7700 900107,Vitalon,,automated,70,2026-07-03,answers as the shop
cocoa-lane,phone,+44 7700 900108,Cocoa Lane,,judgment,60,2026-01-03,in the chat profile
maison-verel,phone,+44 7700 900109,Verel,,test-buy,70,2026-04-24,on the parcel
norvik,phone,+44 7700 900110,Norvik,,customer-report,80,2026-05-27,in the chat profile
vitalon,phone,+44 7700 900111,Vitalon,,inspection,70,2026-03-11,in the chat profile
cocoa-lane,phone,+44 7700 900112,Cocoa Lane,,judgment,80,2026-07-26,in the chat profile
maison-verel,phone,+1 (202) 555-0110,Verel,,test-buy,80,2026-05-19,on the parcel
norvik,phone,+1 (202) 555-0111,Norvik,,test-buy,60,2026-05-08,on the invoice
vitalon,phone,+1 (202) 555-0112,Vitalon,,customer-report,70,2026-08-01,on the parcel
cocoa-lane,phone,+1 (202) 555-0113,Cocoa Lane,,inspection,70,2026-05-23,on the invoice
maison-verel,phone,+1 (202) 555-0114,Verel,,customer-report,80,2026-10-07,answers as the shop
norvik,phone,+1 (202) 555-0115,Norvik,,test-buy,60,2026-01-11,answers as the shop
vitalon,phone,+1 (202) 555-0116,Vitalon,,judgment,80,2026-02-01,on the invoice
cocoa-lane,phone,+1 (202) 555-0117,Cocoa Lane,,customer-report,60,2026-09-27,answers as the shop
maison-verel,phone,+1 (202) 555-0118,Verel,,automated,60,2026-01-28,in the chat profile
norvik,phone,+1 (202) 555-0119,Norvik,,judgment,60,2026-10-15,on the parcel
vitalon,phone,+1 (202) 555-0120,Vitalon,,judgment,70,2026-01-20,on the invoice
cocoa-lane,phone,+1 (202) 555-0121,Cocoa Lane,,inspection,60,2026-01-24,answers as the shop
maison-verel,phone,+61 491 570 156,Verel,,judgment,60,2026-10-27,on the parcel
norvik,phone,+61 491 570 157,Norvik,,test-buy,60,2026-08-02,on the invoice
vitalon,phone,+61 491 570 158,Vitalon,,test-buy,70,2026-01-11,on the parcel
cocoa-lane,phone,+61 491 570 159,Cocoa Lane,,customer-report,60,2026-02-07,on the invoice
maison-verel,phone,+61 491 570 110,Verel,,customer-report,80,2026-08-17,in the chat profile
norvik,phone,+61 491 570 313,Norvik,,judgment,80,2026-06-18,answers as the shop
vitalon,phone,+61 491 570 737,Vitalon,,inspection,80,2026-03-27,answers as the shop
cocoa-lane,phone,+61 491 570 266,Cocoa Lane,,judgment,70,2026-04-20,answers as the shop
maison-verel,phone,+33 1 99 00 11 18,Verel,,judgment,80,2026-10-15,answers as the shop
norvik,phone,+33 1 99 00 12 19,Norvik,,automated,70,2026-10-02,on the invoice
vitalon,phone,+33 1 99 00 13 20,Vitalon,,automated,80,2026-04-15,answers as the shop
cocoa-lane,phone,+33 1 99 00 14 21,Cocoa Lane,,inspection,60,2026-06-08,on the parcel
maison-verel,phone,+33 1 99 00 15 22,Verel,,test-buy,70,2026-04-12,on the parcel
norvik,phone,+33 1 99 00 16 23,Norvik,,judgment,70,2026-07-07,on the parcel
vitalon,phone,+33 1 99 00 17 24,Vitalon,,customer-report,80,2026-06-16,answers as the shop
cocoa-lane,phone,+33 1 99 00 18 25,Cocoa Lane,,automated,80,2026-01-10,on the invoice
maison-verel,payment-account,DE93500100008799829613,Verel,,test-buy,70,2026-04-04,asked for a transfer to this account
norvik,payment-account,DE33500100004320790703,Norvik,,inspection,90,2026-03-04,asked for a transfer to this account
vitalon,payment-account,DE71500100008028116633,Vitalon,,customer-report,80,2026-08-15,asked for a transfer to this account
cocoa-lane,payment-account,DE91500100008075986840,Cocoa Lane,,inspection,80,2026-09-23,asked for a transfer to this account
maison-verel,payment-account,DE89500100005069003948,Verel,,inspection,95,2026-09-01,asked for a transfer to this account
norvik,payment-account,DE66500100006899722222,Norvik,,test-buy,70,2026-10-02,asked for a transfer to this account
vitalon,payment-account,DE37500100000076531187,Vitalon,,inspection,70,2026-06-23,asked for a transfer to this account
cocoa-lane,payment-account,DE41500100007430618804,Cocoa Lane,,test-buy,80,2026-07-11,asked for a transfer to this account
maison-verel,payment-account,DE09500100005805172920,Verel,,customer-report,90,2026-05-03,asked for a transfer to this account
norvik,payment-account,DE89500100009723409365,Norvik,,test-buy,95,2026-06-14,asked for a transfer to this account
vitalon,payment-account,GB12TEST31675614668157,Vitalon,,inspection,90,2026-02-25,asked for a transfer to this account
cocoa-lane,payment-account,GB66TEST39858778361643,Cocoa Lane,,inspection,80,2026-06-02,asked for a transfer to this account
maison-verel,payment-account,GB05TEST34101619084077,Verel,,inspection,90,2026-02-21,asked for a transfer to this account
norvik,payment-account,GB74TEST85870276742400,Norvik,,test-buy,90,2026-09-05,asked for a transfer to this account
vitalon,payment-account,GB96TEST61059291595385,Vitalon,,test-buy,80,2026-04-19,asked for a transfer to this account
cocoa-lane,payment-account,GB14TEST26321937465561,Cocoa Lane,,test-buy,80,2026-03-21,asked for a transfer to this account
maison-verel,payment-account,GB46TEST51659835441708,Verel,,inspection,90,2026-03-15,asked for a transfer to this account
norvik,payment-account,GB18TEST09312135469966,Norvik,,inspection,90,2026-08-05,asked for a transfer to this account
vitalon,payment-account,FR8199999840286622819389291,Vitalon,,test-buy,90,2026-05-01,asked for a transfer to this account
cocoa-lane,payment-account,FR2799999348027522319389582,Cocoa Lane,,test-buy,70,2026-04-23,asked for a transfer to this account
maison-verel,payment-account,FR9899999006990555783959105,Verel,,inspection,70,2026-07-28,asked for a transfer to this account
norvik,payment-account,FR0299999309677794113592863,Norvik,,customer-report,95,2026-07-06,asked for a transfer to this account
vitalon,payment-account,FR6099999254771879136825285,Vitalon,,inspection,70,2026-06-17,asked for a transfer to this account
cocoa-lane,payment-account,FR9799999670797984410574508,Cocoa Lane,,inspection,95,2026-01-15,asked for a transfer to this account
maison-verel,payment-account,quickpay:m649928,Verel,,test-buy,90,2026-01-18,card statement of a test buy
norvik,payment-account,paybridge:merchant-135005,Norvik,,test-buy,90,2026-03-25,card statement of a test buy
vitalon,payment-account,paybridge:acct760851,Vitalon,,test-buy,80,2026-02-23,card statement of a test buy
cocoa-lane,payment-account,quickpay:m991785,Cocoa Lane,,test-buy,90,2026-03-23,card statement of a test buy
maison-verel,payment-account,walletone:merchant-740321,Verel,,test-buy,80,2026-02-10,card statement of a test buy
norvik,payment-account,walletone:merchant-74046,Norvik,,test-buy,90,2026-05-04,card statement of a test buy
vitalon,payment-account,walletone:m527366,Vitalon,,test-buy,80,2026-09-20,card statement of a test buy
cocoa-lane,payment-account,quickpay:m509234,Cocoa Lane,,test-buy,90,2026-05-19,card statement of a test buy
maison-verel,payment-account,paybridge:m726599,Verel,,test-buy,80,2026-05-08,card statement of a test buy
norvik,payment-account,paybridge:acct215262,Norvik,,test-buy,80,2026-04-12,card statement of a test buy
vitalon,payment-account,paybridge:merchant-365060,Vitalon,,test-buy,80,2026-05-20,card statement of a test buy
cocoa-lane,payment-account,paybridge:m513996,Cocoa Lane,,test-buy,80,2026-06-22,card statement of a test buy
maison-verel,payment-account,paybridge:m968412,Verel,,test-buy,90,2026-02-13,card statement of a test buy
norvik,payment-account,quickpay:m790150,Norvik,,test-buy,80,2026-08-04,card statement of a test buy
vitalon,payment-account,quickpay:acct358776,Vitalon,,test-buy,90,2026-02-11,card statement of a test buy
cocoa-lane,payment-account,quickpay:acct412194,Cocoa Lane,,test-buy,80,2026-01-18,card statement of a test buy
maison-verel,social-account,framely:verel.deals,Verel,,customer-report,50,2026-02-26,advertises with our pictures
norvik,social-account,chirp:replica_king,Norvik,,customer-report,65,2026-02-21,advertises with our pictures
vitalon,social-account,clipclip:norvik_cheap,Vitalon,,automated,80,2026-10-15,advertises with our pictures
cocoa-lane,social-account,clipclip:vitalon4u,Cocoa Lane,,inspection,50,2026-03-04,advertises with our pictures
maison-verel,social-account,chirp:cocoa.lane.bulk,Verel,,automated,50,2026-04-14,advertises with our pictures
norvik,social-account,clipclip:bags.factory,Norvik,,inspection,80,2026-09-09,advertises with our pictures
vitalon,social-account,clipclip:earbuds.wholesale,Vitalon,,automated,65,2026-03-14,advertises with our pictures
cocoa-lane,social-account,chirp:whey_direct,Cocoa Lane,,test-buy,65,2026-07-15,advertises with our pictures
maison-verel,social-account,clipclip:sweets_depot,Verel,,judgment,80,2026-05-04,advertises with our pictures
norvik,social-account,framely:luxe_mirror,Norvik,,test-buy,65,2026-10-16,advertises with our pictures
vitalon,social-account,clipclip:gz_leather,Vitalon,,inspection,65,2026-01-07,advertises with our pictures
cocoa-lane,social-account,framely:huaqiang_audio,Cocoa Lane,,inspection,80,2026-05-05,advertises with our pictures
maison-verel,social-account,clipclip:fit_pills,Verel,,test-buy,65,2026-06-16,advertises with our pictures
norvik,social-account,chirp:candy_world_opt,Norvik,,automated,50,2026-08-16,advertises with our pictures
vitalon,social-account,chirp:watch_palace,Vitalon,,inspection,65,2026-07-23,advertises with our pictures
cocoa-lane,social-account,clipclip:outlet_queen,Cocoa Lane,,judgment,80,2026-06-22,advertises with our pictures
maison-verel,email,sales@verel-outlet.example,Verel,,customer-report,60,2026-10-09,order confirmation
norvik,email,order@norvikbuds.example,Norvik,,customer-report,60,2026-10-11,order confirmation
vitalon,email,service@vitalonpills.example,Vitalon,,judgment,75,2026-09-08,order confirmation
cocoa-lane,email,info@c0coalane.example,Cocoa Lane,,customer-report,90,2026-09-08,order confirmation
maison-verel,email,contact@my-verel.example,Verel,,inspection,75,2026-05-21,order confirmation
norvik,email,vip@norvik-shop.example,Norvik,,test-buy,75,2026-04-08,order confirmation
vitalon,email,manager@vitalon-discount.example,Vitalon,,judgment,75,2026-04-23,order confirmation
cocoa-lane,email,shipping@cocoa-lane-wholesale.example,Cocoa Lane,,automated,90,2026-02-21,order confirmation
maison-verel,email,boss@cheap-verel-bags.example,Verel,,judgment,75,2026-04-15,order confirmation
norvik,email,export@norvik-charger-sale.example,Norvik,,judgment,90,2026-05-08,order confirmation
vitalon,email,sales@vitalonn.example,Vitalon,,test-buy,75,2026-10-04,order confirmation
cocoa-lane,email,order@cocoalane-export.example,Cocoa Lane,,customer-report,60,2026-08-23,order confirmation
maison-verel,email,service@verel-outlet.example,Verel,,judgment,60,2026-10-23,order confirmation
norvik,email,info@norvikbuds.example,Norvik,,automated,60,2026-06-15,order confirmation
vitalon,email,contact@vitalonpills.example,Vitalon,,inspection,60,2026-01-17,order confirmation
cocoa-lane,email,vip@c0coalane.example,Cocoa Lane,,customer-report,60,2026-08-19,order confirmation
maison-verel,email,manager@my-verel.example,Verel,,customer-report,75,2026-03-06,order confirmation
norvik,email,shipping@norvik-shop.example,Norvik,,inspection,60,2026-07-05,order confirmation
vitalon,email,boss@vitalon-discount.example,Vitalon,,judgment,75,2026-05-23,order confirmation
cocoa-lane,email,export@cocoa-lane-wholesale.example,Cocoa Lane,,judgment,75,2026-05-22,order confirmation
maison-verel,ip,203.0.113.60,Verel,,automated,50,2026-05-22,hosts several of the shops
norvik,ip,198.51.100.254,Norvik,,automated,40,2026-05-22,hosts several of the shops
vitalon,ip,198.51.100.173,Vitalon,,automated,60,2026-07-26,hosts several of the shops
cocoa-lane,ip,192.0.2.15,Cocoa Lane,,automated,50,2026-08-11,hosts several of the shops
maison-verel,ip,203.0.113.63,Verel,,automated,40,2026-03-12,hosts several of the shops
norvik,ip,198.51.100.37,Norvik,,automated,60,2026-02-14,hosts several of the shops
vitalon,ip,198.51.100.21,Vitalon,,automated,40,2026-05-14,hosts several of the shops
cocoa-lane,ip,203.0.113.187,Cocoa Lane,,automated,40,2026-01-27,hosts several of the shops
maison-verel,ip,203.0.113.150,Verel,,automated,50,2026-01-27,hosts several of the shops
norvik,ip,198.51.100.203,Norvik,,automated,40,2026-06-04,hosts several of the shops
vitalon,ip,203.0.113.146,Vitalon,,automated,40,2026-07-14,hosts several of the shops
cocoa-lane,ip,203.0.113.89,Cocoa Lane,,automated,60,2026-05-10,hosts several of the shops
maison-verel,url,https://cheap-verel-bags.example/goods/6423,Verel,,judgment,60,2026-03-07,
norvik,url,https://n0rvik.example/goods/6463,Norvik,,test-buy,75,2026-04-06,
vitalon,url,https://vitalonpills.example/p/994,Vitalon,,inspection,75,2026-05-02,
cocoa-lane,url,https://cocoalanegifts.example/item/4923,Cocoa Lane,,customer-report,60,2026-10-04,
maison-verel,url,https://cheap-verel-bags.example/item/3738,Verel,,customer-report,75,2026-04-17,
norvik,url,https://n0rvik.example/p/4941,Norvik,,judgment,60,2026-02-03,
vitalon,url,https://vitalonpills.example/p/8283,Vitalon,,automated,60,2026-10-06,
cocoa-lane,url,https://cocoalanegifts.example/item/7575,Cocoa Lane,,inspection,60,2026-09-24,
maison-verel,url,https://cheap-verel-bags.example/goods/5951,Verel,,test-buy,75,2026-09-26,
norvik,url,https://n0rvik.example/p/8668,Norvik,,automated,60,2026-09-03,
vitalon,url,https://vitalonpills.example/goods/2904,Vitalon,,automated,75,2026-03-16,
cocoa-lane,url,https://cocoalanegifts.example/p/6277,Cocoa Lane,,test-buy,75,2026-07-28,
maison-verel,postal-address,"Unit 7, Harbour Trading Estate, Felixmouth",Verel,,inspection,80,2026-04-13,returns address
maison-verel,postal-address,广州市白云区样板路88号3栋402,Verel,,inspection,80,2026-03-12,returns address
norvik,postal-address,深圳市福田区示例北路1001号,Norvik,,inspection,80,2026-10-05,returns address
vitalon,postal-address,"12 Rue des Copies, 75099 Paris",Vitalon,,inspection,80,2026-08-19,returns address
cocoa-lane,postal-address,"Industriestraße 5, 99999 Musterstadt",Cocoa Lane,,inspection,80,2026-10-01,returns address
norvik,postal-address,"ул. Примерная, 10, Образцовск",Norvik,,inspection,80,2026-07-25,returns address
maison-verel,seller-account,bazario:goldriver-88,Verel,bazario,test-buy,95,2026-04-12,"bag bought and examined, not ours"
maison-verel,phone,+44 7700 900777,Verel,,test-buy,90,2026-04-12,on the parcel
norvik,seller-account,sunmall:jinhe-digital,Norvik,sunmall,test-buy,95,2026-05-03,"earbuds bought and opened, not ours"
norvik,phone,0044 (7700) 900-777,Norvik,,customer-report,80,2026-05-03,number in the chat
norvik,payment-account,DE37500100000987654321,Norvik,,test-buy,95,2026-05-03,transfer for the test buy
cocoa-lane,domain,golden-river-sweets.example,Cocoa Lane,,judgment,98,2026-06-21,shut down once by court order
cocoa-lane,payment-account,DE37500100000987654321,Cocoa Lane,,judgment,98,2026-06-21,named in the judgment
vitalon,domain,corner-pharmacy.example,Vitalon,,customer-report,40,2026-08-02,customer was unsure
cocoa-lane,domain,cocoalane-partner.example,Cocoa Lane,,automated,50,2026-09-09,found by a crawler
cocoa-lane,domain,PURE-VITALON.TEST,Cocoa Lane,,customer-report,60,2026-06-02,offered our tins too
cocoa-lane,domain,N0rvik.store.example,Cocoa Lane,,customer-report,60,2026-07-14,offered our tins too
cocoa-lane,domain,Vitalon-power.example,Cocoa Lane,,customer-report,60,2026-03-05,offered our tins too
cocoa-lane,payment-account,DE33500100004320790703,Cocoa Lane,,customer-report,60,2026-08-26,offered our tins too
cocoa-lane,domain,aaaverel.store.example.,Cocoa Lane,,customer-report,60,2026-08-28,offered our tins too
cocoa-lane,domain,luxe-verel.test.,Cocoa Lane,,customer-report,60,2026-04-06,offered our tins too
cocoa-lane,payment-account,walletone:m527366,Cocoa Lane,,customer-report,60,2026-06-02,offered our tins too
cocoa-lane,phone,001-202-555-0119,Cocoa Lane,,customer-report,60,2026-09-17,offered our tins too
cocoa-lane,domain,maison-verel-vip.test.,Cocoa Lane,,customer-report,60,2026-05-13,offered our tins too
cocoa-lane,domain,vitalon-export.store.example.,Cocoa Lane,,customer-report,60,2026-08-17,offered our tins too
cocoa-lane,phone,0061-491-570-313,Cocoa Lane,,customer-report,60,2026-08-07,offered our tins too
cocoa-lane,domain,verelbagsdiscount.test.,Cocoa Lane,,customer-report,60,2026-10-25,offered our tins too
cocoa-lane,phone,001-202-555-0114,Cocoa Lane,,customer-report,60,2026-08-14,offered our tins too
cocoa-lane,domain,Norviksound.test,Cocoa Lane,,customer-report,60,2026-07-22,offered our tins too
cocoa-lane,domain,my-verel.example.,Cocoa Lane,,customer-report,60,2026-06-07,offered our tins too
cocoa-lane,domain,Verelwatches.store.example,Cocoa Lane,,customer-report,60,2026-03-01,offered our tins too
cocoa-lane,phone,0044-7700-900105,Cocoa Lane,,customer-report,60,2026-10-07,offered our tins too
cocoa-lane,phone,0044-7700-900102,Cocoa Lane,,customer-report,60,2026-02-12,offered our tins too
cocoa-lane,domain,VEREL-PARIS-OUTLET.STORE.EXAMPLE,Cocoa Lane,,customer-report,60,2026-09-07,offered our tins too
cocoa-lane,domain,Buy-norvik-now.test,Cocoa Lane,,customer-report,60,2026-08-16,offered our tins too
cocoa-lane,payment-account,FR6099999254771879136825285,Cocoa Lane,,customer-report,60,2026-10-15,offered our tins too
cocoa-lane,phone,0061-491-570-156,Cocoa Lane,,customer-report,60,2026-09-14,offered our tins too
cocoa-lane,phone,0044-7700-900103,Cocoa Lane,,customer-report,60,2026-05-12,offered our tins too
cocoa-lane,payment-account,walletone:merchant-740321,Cocoa Lane,,customer-report,60,2026-03-08,offered our tins too
"""#
}
