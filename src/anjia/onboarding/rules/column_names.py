"""The names people give their columns, per kind of file: the words seen in the field, in Chinese and English."""

from enum import StrEnum


class Kind(StrEnum):
    """What a file lists."""

    HOUSEHOLDS = "households"
    CAREGIVERS = "caregivers"
    PRICES = "prices"


# Each field with its names, the most telling first. Compared without case, spaces, brackets and marks.
COLUMN_NAMES: dict[Kind, dict[str, str]] = {
    Kind.HOUSEHOLDS: {
        "name": (
            "客户姓名 客户名称 客户名字 雇主姓名 业主姓名 业主 雇主 顾客姓名 用户姓名 家庭姓名 "
            "联系人姓名 姓名 客户 顾客 联系人 称呼 名字 会员姓名 户主 customername clientname "
            "customer client fullname household name contact"
        ),
        "phone": (
            "手机号码 手机号 手机 联系电话 客户电话 客户手机 电话号码 联系方式 电话 联系号码 "
            "移动电话 手机电话 号码 tel mobilephone mobilenumber mobile phonenumber phone "
            "telephone cell cellphone"
        ),
        "address": (
            "详细地址 服务地址 家庭住址 家庭地址 客户地址 上门地址 居住地址 现住址 联系地址 住址 "
            "地址 门牌 门牌号 address homeaddress serviceaddress"
        ),
        "district": "所在区域 所属区域 服务区域 行政区 城区 区域 区县 所在区 片区 区 district area region",
        "community": "小区名称 所在小区 住宅小区 小区 楼盘 社区 community compound estate",
        "square_metres": (
            "建筑面积 房屋面积 住房面积 家庭面积 使用面积 面积 平米 平方 平方米 平米数 房屋大小 "
            "m2 squaremetres squaremeters sqm size homesize"
        ),
        "preferences": ("喜好 偏好 习惯 客户喜好 客户偏好 生活习惯 喜好备注 客户习惯 preference preferences likes"),
        "notes": (
            "备注 备注信息 备注说明 客户要求 特殊要求 服务要求 要求 说明 需求 服务需求 其他 note "
            "notes remark remarks comment comments"
        ),
        "taboos": "忌讳 禁忌 注意事项 禁忌事项 不喜欢 taboo taboos donts avoid",
        "source": "客户来源 来源渠道 渠道来源 信息来源 来源 渠道 获客渠道 source channel leadsource",
        "id_number": ("身份证号码 身份证号 身份证 证件号码 证件号 idnumber idcard idcardnumber idno nationalid"),
    },
    Kind.CAREGIVERS: {
        "name": (
            "阿姨姓名 家政员姓名 服务员姓名 员工姓名 服务人员姓名 人员姓名 保洁员姓名 月嫂姓名 "
            "保姆姓名 姓名 阿姨 家政员 服务员 服务人员 员工 技师 师傅 名字 caregivername fullname "
            "caregiver worker employee staffname name"
        ),
        "phone": (
            "手机号码 手机号 手机 联系电话 电话号码 联系方式 电话 联系号码 移动电话 号码 tel "
            "mobilephone mobilenumber mobile phonenumber phone telephone cell cellphone"
        ),
        "native_place": ("籍贯 户籍 祖籍 老家 户籍地 户口所在地 出生地 家乡 nativeplace hometown birthplace origin"),
        "skills": (
            "服务技能 技能 工种 擅长 擅长项目 服务项目 岗位 职务 服务类型 技能特长 特长 可做项目 "
            "职位 技能证书 skills skill trade trades job position services specialty"
        ),
        "hourly_pay": (
            "时薪 小时工资 小时单价 每小时工资 计时工资 工资标准 工资 薪资 薪酬 期望薪资 期望工资 "
            "hourlypay hourlyrate hourlywage pay wage rate salary"
        ),
        "joined_on": (
            "入职日期 入职时间 入职 加入日期 到岗日期 上岗日期 签约日期 登记日期 joined joinedon "
            "joindate hiredate hired startdate"
        ),
        "birth": ("出生日期 出生年月 生日 出生年月日 出生 年龄 birthdate dateofbirth birthday birth dob age"),
        "id_number": ("身份证号码 身份证号 身份证 证件号码 证件号 idnumber idcard idcardnumber idno nationalid"),
        "address": (
            "现住址 居住地址 详细地址 家庭住址 联系地址 住址 地址 住处 居住地 现居住地 address homeaddress residence"
        ),
        "district": "所在区域 服务区域 接单区域 所在区 区域 区县 片区 区 district area region",
        "introduction": "自我介绍 个人简介 个人介绍 简介 介绍 introduction profile about",
    },
    Kind.PRICES: {
        "code": (
            "服务编号 项目编号 产品编号 商品编号 编号 编码 代码 项目编码 货号 detailid serviceid "
            "itemid productid code sku id"
        ),
        "name": (
            "服务项目名称 服务项目 服务名称 项目名称 产品名称 商品名称 套餐名称 收费项目 品名 "
            "项目 名称 服务 产品 servicename itemname productname service item product name title"
        ),
        "category": (
            "服务类别 服务分类 项目类别 二级分类 类别 分类 类型 服务类型 大类 种类 type category kind class classname"
        ),
        "price": (
            "服务价格 收费标准 价格标准 价目 价格 单价 收费 售价 报价 现价 零售价 金额 费用 "
            "收费价格 price unitprice charge fee rate amount"
        ),
        "unit": "计价单位 计费单位 收费单位 计量单位 单位 计价方式 计费方式 unit per pricingunit",
        "minutes": ("服务时长 标准时长 预计时长 时长 服务时间 用时 工时 耗时 所需时间 minutes duration time length"),
        "scope": (
            "服务内容 服务范围 服务说明 服务详情 服务描述 内容 范围 说明 详情 描述 包含 包含内容 "
            "text scope description content details includes"
        ),
        "limits": (
            "不含 不包含 不包括 不含项目 不包含范围 不包含内容 限制 服务限制 注意事项 excludes "
            "exclusions limits limitations notincluded"
        ),
        "seller": "商家 店铺 商户 门店 服务商 品牌 seller shop merchant store vendor provider",
        "notes": "备注 备注说明 备注信息 补充说明 note notes remark remarks comment comments",
    },
}
REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.HOUSEHOLDS: ("name", "phone"),
    Kind.CAREGIVERS: ("name", "phone"),
    Kind.PRICES: ("name", "price"),
}
