// swift-format-ignore-file
extension DemoReports {
    /// Companies, their accounts at marketplaces, and listings.
    static let sellers = #"""
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
"""#
}
